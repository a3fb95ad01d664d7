import CPURuntime
import Foundation
import TensorGraph
import TensorOps
import Testing

/// Sums in log space some or all of whose terms are minus infinity.
@Suite("Impossible paths")
struct ImpossiblePathTests {
  /// log sum exp of three terms and its gradient, by the kernels and by the Double reference.
  private func logSum(_ terms: [Double]) throws -> [(value: Double, gradient: [Double])] {
    var graph = Graph(batchCapacity: 1)
    let axis = graph.axis("z", terms.count, .value)
    let x = graph.add(Parameter(key: "x"), [], Shape(columns: [axis]))
    let sum = graph.reduce(.logSumExp, x, over: [axis])
    let slope = try #require(graph.differentiate(sum, withRespectTo: [x])[0])
    graph.output("sum", sum)
    graph.output("slope", slope)
    let given = [x: ReferenceTensor(shape: graph[x].shape, values: terms)]
    let reference = graph.evaluateReference(given)
    let run = try GraphRun(graph, given: given)
    run.executor.run(rows: 1, step: 0)
    let value = try #require(run.result("sum", rows: 1).first)
    return [
      (reference[sum.index].values[0], reference[slope.index].values),
      (Double(value), run.result("slope", rows: 1).map { Double($0) }),
    ]
  }

  @Test("one possible term among impossible ones decides, in any place")
  func onePossible() throws {
    for place in 0..<3 {
      let terms = (0..<3).map { $0 == place ? 2 : -Double.infinity }
      for result in try logSum(terms) {
        #expect(result.value == 2)
        #expect(result.gradient == (0..<3).map { $0 == place ? 1 : 0 })
      }
    }
  }

  @Test("nothing possible: minus infinity, and a gradient of 0")
  func nonePossible() throws {
    for result in try logSum([-.infinity, -.infinity, -.infinity]) {
      #expect(result.value == -.infinity)
      #expect(result.gradient == [0, 0, 0])
    }
  }

  /// A branch with probability 0 changes neither log p(x) nor any gradient of the others, and has none itself.
  @Test("a state that the prior forbids is as if it were not there")
  func forbiddenState() throws {
    let (with, without) = (
      try exact("[0, 0.25, 0.75]", 3), try exact("[0.25, 0.75]", 2)
    )
    #expect(with.logLikelihoods.count == 6)
    for (one, other) in zip(with.logLikelihoods, without.logLikelihoods) { #expect(abs(one - other) < 1e-5) }
    #expect(with.gradients.values.joined().joined().filter { !$0.isFinite }.isEmpty)
    for field in ["bits", "words"] {
      let name = "decoder.fields.\(field).output."
      let weights = try #require(with.gradients[name + "weight.z"])
      #expect(weights.count == 3)
      #expect(weights[0] == Array(repeating: 0, count: weights[0].count))
      #expect(Set(weights[1]).count > 1)
      let (bias, twin) = (
        try #require(with.gradients[name + "bias"]?[0]), try #require(without.gradients[name + "bias"]?[0])
      )
      for (one, other) in zip(bias, twin) { #expect(abs(one - other) < 1e-6) }
    }
  }

  /// log p(x) of six rows and the gradient, the decoder's maps of the last two states being the same for any count.
  private func exact(_ prior: String, _ categories: Int) throws -> (
    logLikelihoods: [Double], gradients: Matrices<Double>
  ) {
    let text =
      StructureCase.head + "latents: {z: {categories: \(categories), prior: {fixed: \(prior)}}}\nencoder: exact\n"
    var fixture = try ModelFixture(text, facts: ModelFixture.facts(), seed: 2, rows: 6)
    var numbers = TestNumbers(seed: 5)
    fixture.rows = ModelFixture.everyRow(fixture.model).enumerated().filter { $0.offset % 16 == 3 }.map(\.element)
    for name in fixture.parameters.keys.sorted() {
      guard let matrix = fixture.parameters[name] else { continue }
      let width = matrix[0].count
      // Two states have one row of differences; three have a row each.
      let states = (0..<2).map { _ in (0..<width).map { _ in Double(Float(numbers.real(-1...1))) } }
      switch (name.hasSuffix("weight.z"), categories) {
      case (true, 2): fixture.parameters[name] = [states[1]]
      case (true, _):
        let zeros = Array(repeating: 0.0, count: width)
        fixture.parameters[name] = [states[0].map { $0 * 3 }, zeros, states[1]]
      default: fixture.parameters[name] = [states[0]]
      }
    }
    let count = fixture.rows.count
    func run(_ graph: Graph) throws -> GraphRun {
      let run = try GraphRun(
        graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 1)
      run.executor.run(rows: count, step: 0)
      return run
    }
    let likelihood = try run(Programs.logLikelihood(fixture.model, fixture.table, batchSize: count))
    let gradient = try run(Programs.gradient(fixture.model, fixture.table, batchSize: count))
    let values = likelihood.result("log_likelihood", rows: count).map { Double($0) }
    var gradients: Matrices<Double> = [:]
    for (index, parameter) in fixture.table.parameters.enumerated() {
      let flat = gradient.store.values(index, in: gradient.store.gradients).map { Double($0) }
      gradients[parameter.name] = (0..<parameter.rows).map { row in
        Array(flat[row * parameter.columns..<(row + 1) * parameter.columns])
      }
    }
    return (values, gradients)
  }
}
