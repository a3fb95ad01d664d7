import CPURuntime
import ExecutionPlan
import LatentModel
import Testing
import TensorGraph
import TensorOps

/// Specs that between them use every part of the lowering.
struct StructureCase: CustomStringConvertible, Sendable {
  var description: String
  var text: String
  var missing = false

  static let head = """
    version: 1
    data:
      train: x.csv
      fields: {bits: {columns: 0-3, type: binary}, words: {columns: 4-5, type: categorical}}
    training: {steps: 10, batch_size: 6}

    """

  init(_ description: String, _ text: String, missing: Bool = false) {
    self.description = description
    self.text = Self.head + text
    self.missing = missing
  }

  static let all: [StructureCase] = [
    StructureCase("mixture", "latents: {z: {categories: 4}}\nencoder: exact\n"),
    StructureCase("mixture with missing cells", "latents: {z: {categories: 4}}\nencoder: exact\n", missing: true),
    StructureCase(
      "pair by exact sums",
      "latents: {a: {categories: 3}, b: {categories: 2, parents: [a]}}\nobjective: {gradient: exact}\n", missing: true),
    StructureCase(
      "exact chain with layers",
      """
      latents: {z: {categories: 3, count: 4, within: markov, prior: {layers: [{dense: 5}, tanh]}, posterior: {layers: [{dense: 6}, gelu, layer_norm]}}}
      encoder: {layers: [{dense: 7}, relu], center: true}
      decoder: {layers: [{dense: 6}, silu, {residual: [{dense: 6}, elu]}]}
      objective: {gradient: exact}

      """),
    StructureCase(
      "exact shares",
      """
      latents: {z: {categories: 2, count: 2}}
      encoder: exact
      decoder: {fields: {bits: {parents: [z.each]}, words: {parents: [z.each]}}}

      """),
    StructureCase(
      "autoregressive rloo",
      """
      latents: {z: {categories: [3, 2, 4], within: autoregressive, posterior: {layers: [{dense: 5}, tanh]}}}
      encoder: {layers: [{dense: 7}, {leaky_relu: 0.1}]}
      decoder: {layers: [{dense: 6}, sigmoid]}
      objective: {gradient: {rloo: {samples: 3}}}

      """, missing: true),
    StructureCase(
      "two sampled levels, one summed inside",
      """
      latents:
        top: {categories: 2, count: 3, gradient: {rloo: {samples: 2}}}
        low: {categories: 3, parents: [top], gradient: exact}
      objective: {kl: sampled, kl_weight: 0.5}

      """),
    StructureCase(
      "q against p, reinforce with a baseline network",
      """
      latents:
        z1: {categories: 3, prior: {parents: [z2], layers: [{dense: 4}, relu]}}
        z2: {categories: 2, posterior: {parents: [z1], inputs: []}}
      decoder: {parents: [z1]}
      objective: {gradient: {reinforce: {samples: 2, baseline: network}}}

      """),
    StructureCase(
      "free bits and raw inputs",
      """
      latents:
        z: {categories: 3, count: 2, posterior: {inputs: [encoder, bits.each]}}
        u: {categories: 1, prior: uniform}
        w: {categories: 4, prior: {fixed: [0.1, 0.2, 0.3, 0.4]}, posterior: {parents: [z], inputs: [words]}}
      objective: {free_bits: 0.05, gradient: {reinforce: {samples: 1, baseline: average}}}

      """),
  ]
}

@Suite("Programs")
struct ProgramTests {
  static let rows = 6

  private func programs(_ fixture: ModelFixture) throws -> [(String, Graph)] {
    let (model, table) = (fixture.model, fixture.table)
    var result = [
      ("gradient", try Programs.gradient(model, table, batchSize: Self.rows)),
      ("elbo", try Programs.elbo(model, table, batchSize: Self.rows, samples: 2)),
      ("log p(x)", try Programs.logLikelihood(model, table, batchSize: Self.rows)),
      ("encode", try Programs.encode(model, table, batchSize: Self.rows, samples: 3, isExact: true)),
      ("sample", try Programs.priorSample(model, table, batchSize: Self.rows)),
      ("decode", try Programs.decode(model, table, batchSize: Self.rows)),
    ]
    if case .networks = model.posterior {
      result.append(("bound", try Programs.importanceBound(model, table, batchSize: Self.rows, samples: 4)))
      result.append(
        ("sampled encode", try Programs.encode(model, table, batchSize: Self.rows, samples: 3, isExact: false)))
      result.append(("greedy", try Programs.greedyMAP(model, table, batchSize: Self.rows)))
    }
    return result
  }

  @Test("run in Float as their graphs say in Double", arguments: StructureCase.all)
  func floatMatchesDouble(_ structure: StructureCase) throws {
    let facts = ModelFixture.facts(missing: structure.missing)
    let fixture = try ModelFixture(structure.text, facts: facts, seed: 5, rows: Self.rows)
    for (name, graph) in try programs(fixture) {
      // Draws are replaced by fixed uniforms in the reference, so only programs without them are compared in numbers.
      guard !graph.nodes.contains(where: { $0.operation is Uniform }) else { continue }
      let given = fixture.fill(graph)
      let expected = graph.evaluateReference(given)
      let run = try GraphRun(graph, table: fixture.table, given: given, kernels: nil, threads: 2, seed: 1)
      run.executor.run(rows: Self.rows, step: 0)
      for output in graph.outputs {
        let reference = expected[output.value.index].values
        let largest = max(reference.map(abs).max() ?? 0, 1e-3)
        let actual = run.result(output.name, rows: Self.rows)
        #expect(actual.count == reference.count)
        for (value, target) in zip(actual, reference) where target.isFinite {
          #expect(abs(Double(value) - target) <= 1e-5 * largest, "\(name) \(output.name): \(value), \(target)")
        }
      }
    }
  }

  @Test("of exact sums have the gradient of their objective", arguments: StructureCase.all)
  func gradientOfObjective(_ structure: StructureCase) throws {
    let facts = ModelFixture.facts(missing: structure.missing)
    let fixture = try ModelFixture(structure.text, facts: facts, seed: 5, rows: Self.rows)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
    guard !graph.nodes.contains(where: { $0.operation is Uniform }) else { return }
    try expectGradientOfObjective(graph, fixture)
  }
}

/// Compares every `gradient.` result of a graph, at some elements, with central differences of minus its `objective` in
/// Double, for fixed inputs and noise.
func expectGradientOfObjective(_ graph: Graph, _ fixture: ModelFixture) throws {
  let given = fixture.fill(graph)
  let values = graph.evaluateReference(given)
  let objective = try #require(graph.output(named: "objective"))
  for output in graph.outputs where output.name.hasPrefix("gradient.") {
    let key = String(output.name.dropFirst("gradient.".count))
    let place = try #require(graph.nodes.firstIndex { ($0.operation as? Parameter)?.key == key })
    let gradient = values[output.value.index].values
    for element in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 5)) {
      func shifted(_ amount: Double) -> Double {
        var moved = given
        moved[ValueID(place)]?.values[element] += amount
        return graph.evaluateReference(moved)[objective.index].values[0]
      }
      let numeric = -(shifted(1e-5) - shifted(-1e-5)) / 2e-5
      #expect(abs(numeric - gradient[element]) <= 1e-7 + 1e-6 * abs(numeric), "\(key)[\(element)]")
    }
  }
}
