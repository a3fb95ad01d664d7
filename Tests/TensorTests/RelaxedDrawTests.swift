import LatentModel
import Testing
import TensorGraph
import TensorOps

/// Models whose draws are relaxed, between them all ways a network sees a relaxed value.
private let relaxedCases: [StructureCase] = [
  StructureCase("two-valued", "latents: {z: {categories: 2}}\nobjective: {gradient: {gumbel_softmax: {}}}\n"),
  StructureCase(
    "several categories",
    "latents: {z: {categories: 4, count: 2}}\nobjective: {gradient: {gumbel_softmax: {temperature: 0.7}}}\n"),
  StructureCase(
    "autoregressive with layers",
    """
    latents: {z: {categories: [3, 2, 4], within: autoregressive, posterior: {layers: [{dense: 5}, tanh]}}}
    encoder: {layers: [{dense: 6}, tanh]}
    decoder: {layers: [{dense: 6}, tanh]}
    objective: {gradient: {gumbel_softmax: {temperature: 1.5}}}

    """),
  StructureCase(
    "prior over relaxed parents, shares",
    """
    latents:
      top: {categories: 3, gradient: {gumbel_softmax: {}}}
      low: {categories: 2, count: 2, parents: [top], gradient: {gumbel_softmax: {temperature: 0.8}}}
    decoder: {fields: {bits: {parents: [low.each]}, words: {parents: [top]}}}

    """),
  StructureCase(
    "q against p, so that the KL is taken at the value",
    """
    latents:
      z1: {categories: 3, prior: {parents: [z2]}}
      z2: {categories: 2, posterior: {parents: [z1], inputs: []}}
    decoder: {parents: [z1]}
    objective: {gradient: {gumbel_softmax: {temperature: 0.9}}, kl_weight: 0.5}

    """),
  StructureCase(
    "an exact variable below a relaxed one",
    """
    latents:
      top: {categories: 3, gradient: {gumbel_softmax: {}}}
      low: {categories: 3, parents: [top], gradient: exact}

    """),
]

@Suite("Relaxed draws")
struct RelaxedDrawTests {
  private static let rows = 6

  private func fixture(_ text: String, rows: Int = RelaxedDrawTests.rows) throws -> ModelFixture {
    try ModelFixture(text, facts: ModelFixture.facts(), seed: 9, rows: rows)
  }

  /// For fixed noise the relaxed objective is a smooth function of the parameters.
  @Test("have the gradient of their objective", arguments: relaxedCases)
  func gradientOfObjective(_ structure: StructureCase) throws {
    let fixture = try fixture(structure.text)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
    #expect(graph.nodes.contains { $0.operation is Uniform })
    #expect(graph.output(named: "elbo") == nil)
    try expectGradientOfObjective(graph, fixture)
  }

  /// The interpreter on the graph, on the numbers of the reference, for any threads and kernels.
  @Test("have the same bits for any threads and kernels", arguments: relaxedCases)
  func sameBits(_ structure: StructureCase) throws {
    let fixture = try fixture(structure.text)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
    let runs = try [(1, nil), (2, nil), (3, "portable")].map { threads, kernels -> GraphRun in
      let run = try GraphRun(
        graph, table: fixture.table, given: fixture.fill(graph), kernels: kernels, threads: threads, seed: 4)
      run.executor.run(rows: Self.rows, step: 3)
      return run
    }
    for output in graph.outputs {
      let bits = runs.map { $0.result(output.name, rows: Self.rows).map(\.bitPattern) }
      #expect(bits[0] == bits[1] && bits[0] == bits[2], "\(output.name)")
    }
  }

  /// log p(x | z) is linear in no z, so the reconstruction of one row is that of a configuration only at its vertices.
  @Test("are one-hot when hard", arguments: UInt32(1)..<30)
  func hardIsOneHot(_ step: UInt32) throws {
    let fixture = try fixture(Self.text(hard: true, categories: "[3, 2, 4]"), rows: 1)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: 1)
    let run = try GraphRun(
      graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 2)
    run.executor.run(rows: 1, step: step)
    let value = Double(run.result("reconstruction", rows: 1)[0])
    let row = try BruteForce(model: fixture.model, parameters: fixture.parameters).evaluate(fixture.rows[0])
    #expect(row.logLikelihood.contains { abs($0 - value) < 1e-5 }, "\(value)")
  }

  /// Hard values are draws from q: the mean reconstruction is the exact one.
  @Test("are draws from q when hard", arguments: [("[2]", 0.3), ("[10]", 3.0)])
  func hardFollowsPosterior(_ categories: String, _ temperature: Double) throws {
    let fixture = try fixture(Self.text(hard: true, categories: categories, temperature: temperature), rows: 1)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: 1)
    let mean = try Mean(of: graph, fixture, steps: 4000) { $0.result("reconstruction", rows: 1).map(Double.init) }
    let row = try BruteForce(model: fixture.model, parameters: fixture.parameters).evaluate(fixture.rows[0])
    #expect(abs(mean.values[0] - row.reconstruction) <= 5 * mean.errors[0], "\(mean), \(row.reconstruction)")
  }

  /// Of one two-valued variable the expected gradient is an integral over one number, done here in Double.
  @Test("have the expected gradient of their objective", arguments: [0.5, 1, 2])
  func expectedGradient(_ temperature: Double) throws {
    let text = Self.text(hard: false, categories: "[2]", temperature: temperature)
    let fixture = try fixture(text, rows: 1)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: 1)
    let names = graph.outputs.map(\.name).filter { $0.hasPrefix("gradient.") }
    let mean = try Mean(of: graph, fixture, steps: 4000) { run in
      names.flatMap { run.result($0, rows: 1).map(Double.init) }
    }
    let given = fixture.fill(graph)
    let noise = try #require(graph.nodes.firstIndex { $0.operation is Uniform })
    let points = 2000
    var integral = Array(repeating: 0.0, count: mean.values.count)
    for point in 0..<points {
      var at = given
      at[ValueID(noise)]?.values = [(Double(point) + 0.5) / Double(points)]
      let values = graph.evaluateReference(at)
      let gradient = graph.outputs.filter { names.contains($0.name) }.flatMap { values[$0.value.index].values }
      for (place, value) in gradient.enumerated() { integral[place] += value / Double(points) }
    }
    for place in integral.indices {
      #expect(abs(mean.values[place] - integral[place]) <= 5 * mean.errors[place] + 1e-4, "\(place)")
    }
  }

  private static func text(hard: Bool, categories: String, temperature: Double = 1) -> String {
    StructureCase(
      "",
      "latents: {z: {categories: \(categories)}}\nobjective: {gradient: {gumbel_softmax: {temperature: \(temperature), hard: \(hard)}}}\n"
    ).text
  }

  /// Means and their standard errors over steps.
  private struct Mean {
    var values: [Double] = []
    var errors: [Double] = []

    init(of graph: Graph, _ fixture: ModelFixture, steps: Int, _ read: (GraphRun) -> [Double]) throws {
      let run = try GraphRun(
        graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 13)
      var squares: [Double] = []
      for step in 0..<steps {
        run.executor.run(rows: 1, step: UInt32(step + 1))
        let result = read(run)
        if values.isEmpty { (values, squares) = (result.map { _ in 0 }, result.map { _ in 0 }) }
        for (place, value) in result.enumerated() {
          values[place] += value / Double(steps)
          squares[place] += value * value / Double(steps)
        }
      }
      errors = zip(values, squares).map { (max(0, $1 - $0 * $0) / Double(steps)).squareRoot() }
    }
  }
}
