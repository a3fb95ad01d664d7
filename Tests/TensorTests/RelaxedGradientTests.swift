import Testing
import TensorGraph
import TensorOps

/// One variable of ten categories with relaxed values, and its gradient.
@Suite("Relaxed draws of ten categories")
struct RelaxedGradientTests {
  struct Case: CustomStringConvertible, Sendable {
    var temperature: Double
    var isHard: Bool
    var description: String { "temperature \(temperature)\(isHard ? ", hard" : "")" }

    static let all = [0.5, 1, 2].flatMap { temperature in
      [false, true].map { Case(temperature: temperature, isHard: $0) }
    }
  }

  /// A batch of copies of one row.
  private func fixture(_ check: Case, rows: Int) throws -> (ModelFixture, RelaxedByHand) {
    let text = """
      version: 1
      data: {train: x.csv, fields: {bits: {columns: 0-3, type: binary}}}
      training: {steps: 10}
      latents: {z: {categories: 10}}
      objective: {gradient: {gumbel_softmax: {temperature: \(check.temperature), hard: \(check.isHard)}}}

      """
    var facts = ModelFixture.facts()
    facts.fields.removeLast()
    var fixture = try ModelFixture(text, facts: facts, seed: 12, rows: 1)
    let row = fixture.rows[0]
    fixture.rows = Array(repeating: row, count: rows)
    let hand = RelaxedByHand(
      temperature: check.temperature, isHard: check.isHard, bits: row[0], parameters: fixture.parameters)
    return (fixture, hand)
  }

  @Test("have the gradient that calculus gives for their noise", arguments: Case.all)
  func pathwise(_ check: Case) throws {
    let (fixture, hand) = try fixture(check, rows: 1)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: 1)
    let place = try #require(graph.nodes.firstIndex { $0.operation is Uniform })
    var numbers = TestNumbers(seed: 4)
    for _ in 0..<20 {
      var given = fixture.fill(graph)
      let noise = (0..<10).map { _ in numbers.uniform() }
      given[ValueID(place)]?.values = noise
      let values = graph.evaluateReference(given)
      let gradient = try RelaxedByHand.names.flatMap { name in
        values[try #require(graph.output(named: "gradient.\(name)")).index].values
      }
      let expected = hand.gradient(noise)
      #expect(gradient.count == expected.count)
      for (place, (value, target)) in zip(gradient, expected).enumerated() {
        #expect(abs(value - target) <= 1e-6 * max(abs(target), 1e-2), "\(place): \(value), \(target)")
      }
    }
  }

  /// The interpreter's own noise, averaged, against an integral over ten numbers.
  @Test("have the expected gradient", arguments: Case.all)
  func expected(_ check: Case) throws {
    let (rows, steps) = (64, 200)
    let (fixture, hand) = try fixture(check, rows: rows)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: rows)
    let run = try GraphRun(
      graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 3)
    // Each row has noise of its own.
    for row in 0..<rows { run.executor.rowNumbers[row] = UInt32(row) }
    var moments = RunningMoments()
    for step in 1...steps {
      run.executor.run(rows: rows, step: UInt32(step))
      moments.add(RelaxedByHand.names.flatMap { run.result("gradient.\($0)", rows: rows).map(Double.init) })
    }
    let integral = hand.expectedGradient(points: 20_000)
    #expect(moments.means.count == integral.count)
    for (place, target) in integral.enumerated() {
      let distance = abs(moments.means[place] - target)
      #expect(distance <= 5 * moments.errors[place] + 2e-4, "\(place): \(moments.means[place]), \(target)")
    }
    // What is compared is known well enough to tell a wrong gradient from a right one.
    let largest = integral.map(abs).max() ?? 0
    #expect((moments.errors.max() ?? 1) < 0.01 * largest)
  }
}

/// Means of samples and the standard errors of these means.
struct RunningMoments {
  private(set) var count = 0.0
  private var sums: [Double] = []
  private var squares: [Double] = []

  mutating func add(_ sample: [Double]) {
    if sums.isEmpty { (sums, squares) = (sample.map { _ in 0 }, sample.map { _ in 0 }) }
    count += 1
    for (place, value) in sample.enumerated() {
      sums[place] += value
      squares[place] += value * value
    }
  }

  var means: [Double] { sums.map { $0 / count } }
  var errors: [Double] {
    zip(squares, means).map { (max(0, $0 / count - $1 * $1) / count).squareRoot() }
  }
}
