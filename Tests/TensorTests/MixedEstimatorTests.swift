import Glibc
import LatentModel
import Testing
import TensorGraph
import TensorOps

/// Models in which one block is relaxed, another sampled and another summed.
struct MixedCase: CustomStringConvertible, Sendable {
  var description: String
  var latents: String

  /// The sampled block's estimator is `SAMPLED`.
  static let all = [
    MixedCase(
      description: "relaxed above sampled above summed",
      latents: """
        latents:
          top: {categories: 3, gradient: {gumbel_softmax: {temperature: 0.8}}}
          middle: {categories: 2, count: 2, parents: [top], gradient: SAMPLED}
          low: {categories: 3, parents: [middle], gradient: exact}
        """),
    MixedCase(
      description: "side by side",
      latents: """
        latents:
          relaxed: {categories: 3, gradient: {gumbel_softmax: {temperature: 0.6, hard: true}}}
          sampled: {categories: 3, gradient: SAMPLED}
          summed: {categories: 2, gradient: exact}
        """),
  ]

  func text(_ estimator: String, _ objective: String) -> String {
    StructureCase.head + latents.replacing("SAMPLED", with: estimator) + "\nobjective: \(objective)\n"
  }
}

@Suite("Relaxed, sampled and summed blocks in one model")
struct MixedEstimatorTests {
  private static let rows = 4

  /// A score-function estimator is unbiased, so for the same relaxation the mean is that with the sampled block summed.
  @Test(
    "have the mean gradient of the model with the sampled block summed",
    arguments: MixedCase.all, ["{}", "{free_bits: 1e-6}", "{free_bits: 50}", "{kl: sampled, kl_weight: 0.7}"])
  func meanGradient(_ check: MixedCase, _ objective: String) throws {
    let estimates = try ["{rloo: {samples: 3}}", "exact"].map { estimator in
      try mean(check.text(estimator, objective), steps: estimator == "exact" ? 1200 : 1600)
    }
    let parts = estimates[1].keys.sorted()
    #expect(estimates[0].keys.sorted() == parts && parts.count > 4)
    for part in parts {
      guard let sampled = estimates[0][part], let summed = estimates[1][part] else { continue }
      for place in sampled.means.indices {
        let error = hypot(sampled.errors[place], summed.errors[place])
        let distance = abs(sampled.means[place] - summed.means[place])
        #expect(
          distance <= 5 * error + 1e-5,
          "\(part) along \(place): \(sampled.means[place]), summed \(summed.means[place]), error \(error)")
      }
    }
  }

  /// Projections of the gradient, by part of the model.
  private func mean(_ text: String, steps: Int) throws -> [String: RunningMoments] {
    let fixture = try ModelFixture(text, facts: ModelFixture.facts(), seed: 3, rows: Self.rows)
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: Self.rows)
    #expect(graph.output(named: "elbo") == nil)
    let run = try GraphRun(
      graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 11)
    var directions = Directions(fixture.table.parameters.map(\.name)) {
      $0.split(separator: ".").prefix($0.hasPrefix("latents") ? 3 : 1).joined(separator: ".")
    }
    directions.fill(fixture, seed: 17)
    var moments: [String: RunningMoments] = [:]
    for step in 0..<steps {
      run.executor.run(rows: Self.rows, step: UInt32(step))
      for (part, values) in directions.project(run.store) { moments[part, default: RunningMoments()].add(values) }
    }
    return moments
  }

  /// Below a sampled variable z of two values the objective is J = q f_1 + (1 - q) f_0 - KL(q || p), so that by the logit
  /// l of q dJ/dl = q (1 - q) (o_1 - o_0 - l), o_v being the objective where q puts everything on v.
  @Test("have the slope of a sampled variable above a relaxed one", arguments: [false, true])
  func sampledAboveRelaxed(_ isHard: Bool) throws {
    let latents = """
      latents:
        top: {categories: 2, gradient: {rloo: {samples: 4}}}
        middle: {categories: 3, parents: [top], gradient: {gumbel_softmax: {hard: \(isHard)}}}
        low: {categories: 3, parents: [middle], gradient: exact}

      """
    let bias = "latents.top.posterior.output.bias"
    let fixture = try ModelFixture(StructureCase.head + latents, facts: ModelFixture.facts(), seed: 6, rows: 1)
    func moments(_ fixture: ModelFixture, _ output: String) throws -> (mean: Double, error: Double) {
      let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: 1)
      let run = try GraphRun(
        graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 5)
      var moments = RunningMoments()
      for step in 1...4000 {
        run.executor.run(rows: 1, step: UInt32(step))
        moments.add(run.result(output, rows: 1).map(Double.init))
      }
      return (moments.means[0], moments.errors[0])
    }
    // The logit of the row is what its one-hot encoding brings plus the bias: found where the bias takes it all.
    let graph = try Programs.encode(fixture.model, fixture.table, batchSize: 1, samples: 1, isExact: true)
    let encoded = try GraphRun(
      graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 1)
    encoded.executor.run(rows: 1, step: 0)
    let marginal = encoded.result("marginal.top", rows: 1).map(Double.init)
    let logit = log(marginal[1] / marginal[0])
    let ends = try [-60.0, 60].map { value in
      var certain = fixture
      certain.parameters[bias] = [[value]]
      return try moments(certain, "objective")
    }
    let slope = marginal[0] * marginal[1] * (ends[1].mean - ends[0].mean - logit)
    let error = marginal[0] * marginal[1] * hypot(ends[0].error, ends[1].error)
    let estimate = try moments(fixture, "gradient.\(bias)")
    #expect(abs(-estimate.mean - slope) <= 5 * hypot(error, estimate.error), "\(estimate), \(slope) ± \(error)")
    #expect(hypot(error, estimate.error) < 0.1 * abs(slope), "too uncertain to tell: \(estimate), \(slope) ± \(error)")
  }

  /// A variable whose mean KL is below the floor has no KL in the objective: its prior has no gradient, to the bit.
  @Test("leave the KL of relaxed variables below free_bits out", arguments: [1, 2])
  func freeBits(_ kept: Int) throws {
    let latents = "latents: {z: {categories: 4, count: 3}}\n"
    func fixture(_ floor: Double) throws -> ModelFixture {
      let objective = "objective: {gradient: {gumbel_softmax: {}}, free_bits: \(floor)}\n"
      return try ModelFixture(
        StructureCase.head + latents + objective, facts: ModelFixture.facts(), seed: 9, rows: Self.rows)
    }
    func run(_ fixture: ModelFixture, _ graph: Graph) throws -> GraphRun {
      let run = try GraphRun(
        graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 2)
      run.executor.run(rows: Self.rows, step: 1)
      return run
    }
    let plain = try fixture(0)
    let figures = try run(plain, Programs.elbo(plain.model, plain.table, batchSize: Self.rows, samples: 1))
      .result("kl.z", rows: Self.rows)
    let means = (0..<3).map { variable in
      (0..<Self.rows).reduce(0) { $0 + Double(figures[$1 * 3 + variable]) } / Double(Self.rows)
    }
    let sorted = means.sorted(by: >)
    let floored = try fixture((sorted[kept - 1] + sorted[kept]) / 2)
    let prior = "gradient.latents.z.prior.output.bias"
    let all = try run(plain, Programs.gradient(plain.model, plain.table, batchSize: Self.rows))
      .result(prior, rows: Self.rows)
    let graph = try Programs.gradient(floored.model, floored.table, batchSize: Self.rows)
    let some = try run(floored, graph).result(prior, rows: Self.rows)
    #expect(all.count == 12 && some.count == 12)
    for variable in 0..<3 {
      let columns = variable * 4..<variable * 4 + 4
      let isKept = means[variable] >= sorted[kept - 1]
      for place in columns { #expect(some[place] == (isKept ? all[place] : 0)) }
      #expect(all[columns].contains { $0 != 0 })
    }
    try expectGradientOfObjective(graph, floored)
  }
}
