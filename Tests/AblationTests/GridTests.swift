import Ablation
import Diagnostics
import ModelSpec
import Testing
import YAMLDocument

/// The ablation of a small spec.
private func grid(_ axes: String) throws -> Grid {
  let text = """
    data: {train: data.csv}
    latents: {z: {categories: 4}}
    training: {steps: 100}
    ablation: {axes: \(axes)}
    """
  var sources = SourceMap()
  let source = sources.add(name: "spec.yaml", bytes: Array(text.utf8))
  let reading = try readSpec(document: Document(bytes: Array(text.utf8), source: source), fileStem: "spec")
  return try Grid(try #require(reading.spec.ablation))
}

private let crossed =
  "{structure: {two-level: {}, flat: {latents.z.count: 2, objective.kl_weight: 0.5}}, "
  + "objective.gradient: [{rloo: {samples: 4}}, exact, auto]}"

@Suite("Grid")
struct GridTests {
  @Test func axesAreCrossedTheLastOneFastest() throws {
    let grid = try grid(crossed)
    #expect(grid.cells.map(\.choices) == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]])
    #expect(grid.names(of: grid.cells[4]) == ["flat", "exact"])
    #expect(
      grid.overrides(of: grid.cells[3]).map(\.argument) == [
        "latents.z.count=2", "objective.kl_weight=0.5", "objective.gradient={rloo: {samples: 4}}",
      ])
    #expect(grid.cells.map(\.distance) == [0, 1, 1, 1, 2, 2])
    #expect(grid.cells[3].isContained(in: grid.cells[5]) && !grid.cells[1].isContained(in: grid.cells[5]))
  }

  @Test func onlyChoosesByName() throws {
    let grid = try grid(crossed)
    #expect(try grid.cells(only: ["structure=flat"]).map(\.choices) == [[1, 0], [1, 1], [1, 2]])
    #expect(
      try grid.cells(only: ["objective.gradient=exact", "objective.gradient=auto", "structure=two-level"])
        .map(\.choices) == [[0, 1], [0, 2]])
    #expect(try grid.cells(only: ["objective.gradient={rloo: {samples: 4}}"]).count == 2)
    let unknown = #expect(throws: Grid.UnknownSelection.self) { try grid.cells(only: ["structure=deep"]) }
    #expect(unknown?.known == ["structure=two-level", "structure=flat"])
    #expect(throws: Grid.UnknownSelection.self) { try grid.cells(only: ["depth=1"]) }
  }

  /// What an override puts in place is what its text says.
  @Test func valuesAsArgumentsAreTheSameValues() throws {
    let values = #"[{a: ["x, y", 'true', true, 1e3, '', "é: #"], "b c": {d: -}}, "[1]", ~, -1]"#
    let node = try Document(bytes: Array(values.utf8), source: SourceID(rawValue: 0)).root
    let again = try Document(bytes: Array(node.flowText.utf8), source: SourceID(rawValue: 0)).root
    #expect(again.flowText == node.flowText)
    #expect(same(node, again), "\(node.flowText)")
  }

  private func same(_ left: Node, _ right: Node) -> Bool {
    switch (left.content, right.content) {
    case (.scalar(let left), .scalar(let right)):
      // Quotes may come where nothing plain is meant: `~` is a text, and no number or boolean.
      return left.text == right.text && (left.isPlain || !right.isPlain)
    case (.sequence(let left), .sequence(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { same($0, $1) }
    case (.mapping(let left), .mapping(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && same($0.value, $1.value) }
    default: return false
    }
  }

  @Test func pathsThatAreNone() throws {
    for path in ["latents..z", "\"a=b\"", ".latents"] {
      let refusal = #expect(throws: Refusal.self) { try grid("{\(path): [1, 2]}") }
      #expect(refusal?.diagnostics.map(\.code) == ["bad-override"], "\(path)")
    }
  }
}

@Suite("Table")
struct ResultTableTests {
  private func table(_ values: [[Double?]], compare: [String] = ["test.elbo"]) throws -> ResultTable {
    let grid = try grid("{size: {small: {}, big: {latents.z.count: 2}}}")
    let seeds = (0..<UInt64(values[0].count)).map { $0 + 1 }
    return ResultTable(grid: grid, cells: grid.cells, seeds: seeds, compare: compare) { cell, seed in
      values[cell.choices[0]][Int(seed - 1)].map { value in
        var run = RunResult(
          specHash: "\(cell.choices)", seed: seed, planHash: "", dataFingerprint: "", evaluation: "", version: "",
          machine: "")
        if value.isNaN {
          run.failure = "diverged"
        } else {
          run.figures = [("test.elbo", value), ("parameters", 1234), ("cost", 2_500_000), ("seconds", 2.04)]
        }
        return run
      }
    }
  }

  @Test func threeSeeds() throws {
    let table = try table([[-10, -11, -12], [-9, -9, -9]])
    #expect(
      table.text == """
        size   n        test.elbo              difference  parameters  flop a step  seconds
        small  3  -11.000 (0.577)                baseline        1234        2.5 M      2.0
        big    3   -9.000 (0.000)  +2.000 [-0.484, 4.484]        1234        2.5 M      2.0
        mean (standard error) over n seeds; difference to the first row's cell, paired by seed, with its 95 % interval (Student's t, n - 1 degrees of freedom)

        """)
    #expect(table.markdown.hasPrefix("| size | n | test.elbo |"))
    #expect(table.csv.split(separator: "\n").count == 3)
    #expect(table.csv.contains("big,3,0,0,-9.0,0.0,2.0,"))
  }

  @Test func oneSeedHasNoInterval() throws {
    let table = try table([[-10], [-9]])
    #expect(table.text.contains("one seed: no standard error and no interval"))
    #expect(!table.text.contains("["))
    #expect(table.json["rows"] != nil)
    #expect(table.rows[1].differences["test.elbo"]?.interval == nil)
  }

  @Test func failedAndMissingRunsAreSaid() throws {
    let table = try table([[-10, -11, .nan], [-9, -8, -7]])
    #expect(table.text.contains("2 (1 failed)") && table.text.contains("n=2"))
    #expect(table.text.contains("1 failed run is left out"))
    #expect(try self.table([[-10, nil], [-9, -8]]).text.contains("1 run is still to do"))
  }
}
