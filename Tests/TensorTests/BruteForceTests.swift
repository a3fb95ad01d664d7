import CPURuntime
import LatentModel
import Testing
import TensorGraph
import TensorOps

/// A model's programs, run by the interpreter in Float, against sums over every configuration in Double.
struct BruteForceComparison {
  let fixture: ModelFixture
  let expected: [BruteForceRow]
  let force: BruteForce
  private var rows: Int { fixture.rows.count }

  init(_ fixture: ModelFixture) throws {
    self.fixture = fixture
    force = BruteForce(model: fixture.model, parameters: fixture.parameters)
    expected = try fixture.rows.map(force.evaluate)
  }

  private func run(_ graph: Graph) throws -> GraphRun {
    let given = fixture.fill(graph)
    let run = try GraphRun(graph, table: fixture.table, given: given, kernels: nil, threads: 1, seed: 1)
    run.executor.run(rows: rows, step: 0)
    return run
  }

  private func compare(_ actual: [Float], _ expected: [Double], _ what: String, tolerance: Double = 2e-5) {
    #expect(actual.count == expected.count, "\(what): \(actual.count) numbers")
    let largest = max(1, expected.filter(\.isFinite).map(abs).max() ?? 0)
    for (place, (value, target)) in zip(actual, expected).enumerated() {
      let isClose = Double(value) == target || abs(Double(value) - target) <= tolerance * largest
      #expect(isClose, "\(what)[\(place)]: \(value), by enumeration \(target)")
    }
  }

  /// ELBO, reconstruction, KL by variable and marginals.
  func checkFigures() throws {
    let model = fixture.model
    let run = try run(Programs.elbo(model, fixture.table, batchSize: rows, samples: 1))
    compare(run.result("elbo", rows: rows), expected.map(\.elbo), "elbo")
    let fits = model.fields.compactMap { field -> [Float]? in
      let values = run.result("reconstruction.\(field.name)", rows: rows)
      return values.isEmpty ? nil : values
    }
    let sums = (0..<rows).map { row in fits.reduce(0) { $0 + $1[row] } }
    compare(sums, expected.map(\.reconstruction), "reconstruction")
    if expected.first?.klOfVariables == nil {
      compare(run.result("kl", rows: rows), expected.map(\.kl), "kl")
    } else {
      for block in model.blocks {
        let target = expected.flatMap { row in block.variables.map { row.klOfVariables?[$0] ?? 0 } }
        compare(run.result("kl.\(block.name)", rows: rows), target, "kl.\(block.name)")
      }
    }
    for (index, variable) in model.variables.enumerated() {
      let target = expected.flatMap { $0.marginals[index] }
      compare(run.result("marginal.\(variable.name)", rows: rows), target, "marginal.\(variable.name)")
    }
  }

  /// log p(x).
  func checkLogLikelihood() throws {
    let run = try run(Programs.logLikelihood(fixture.model, fixture.table, batchSize: rows))
    compare(run.result("log_likelihood", rows: rows), expected.map(\.logEvidence), "log p(x)")
  }

  /// Marginals and the joint MAP of q.
  func checkEncoding() throws {
    let model = fixture.model
    let graph = try Programs.encode(model, fixture.table, batchSize: rows, samples: 1, isExact: true)
    let run = try run(graph)
    let isExact = if case .exact = model.posterior { true } else { false }
    let best = expected.map { isExact ? $0.jointMode.logProbability : $0.posteriorMode.logProbability }
    compare(run.result("map_log_probability", rows: rows), best, "log probability of the MAP")
    for (row, target) in expected.enumerated() {
      let chosen = model.blocks.flatMap { block -> [Int] in
        let values = run.result("map.\(block.name)", rows: rows)
        return block.variables.indices.map {
          Int(values[row * block.variables.count + $0 - block.variables.lowerBound])
        }
      }
      let scores = isExact ? target.logJoint : target.logPosterior
      let place = target.configurations.firstIndex(of: chosen)
      #expect(place.map { scores[$0] >= best[row] - 1e-4 } == true, "row \(row): \(chosen) is not the MAP")
    }
    for (index, variable) in model.variables.enumerated() {
      let target = expected.flatMap { $0.marginals[index] }
      compare(run.result("marginal.\(variable.name)", rows: rows), target, "encode marginal.\(variable.name)")
    }
  }

  /// The exact objective's gradient: each entry within 1e-5 of its parameter's largest.
  func checkGradient() throws {
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: rows)
    let run = try run(graph)
    let target = try force.gradient(fixture.rows)
    if fixture.model.objective.freeBits == 0 {
      compare(run.result("objective", rows: rows), [target.objective], "objective")
    }
    for (index, parameter) in fixture.table.parameters.enumerated() {
      let gradient = (target.gradients[parameter.name] ?? []).flatMap { $0 }
      let actual = run.store.values(index, in: run.store.gradients)
      // A gradient that is zero by symmetry, or far below the terms it sums, has only their rounding to compare with.
      let largest = max(gradient.map(abs).max() ?? 0, 2e-2)
      for (place, value) in gradient.enumerated() {
        let error = abs(-Double(actual[place]) - value)
        #expect(error <= 1e-5 * largest, "\(parameter.name)[\(place)]: \(-actual[place]), by enumeration \(value)")
      }
    }
  }
}

@Suite("Against enumeration")
struct BruteForceTests {
  @Test("every structure's exact figures", arguments: StructureCase.all)
  func structures(_ structure: StructureCase) throws {
    let facts = ModelFixture.facts(missing: structure.missing)
    let fixture = try ModelFixture(structure.summed, facts: facts, seed: 21, rows: 5)
    try BruteForceComparison(fixture).checkAll()
  }

  @Test("exact figures of random models", arguments: UInt64(0)..<200)
  func randomModels(_ seed: UInt64) throws {
    let random = RandomModel(seed: seed)
    let isExact = seed % 3 == 0
    let fixture = try ModelFixture(random, set: isExact ? [] : ["objective.gradient=exact"])
    try BruteForceComparison(fixture).checkAll()
  }
}

extension BruteForceComparison {
  func checkAll() throws {
    try checkFigures()
    try checkLogLikelihood()
    try checkEncoding()
    try checkGradient()
  }
}

extension StructureCase {
  /// The same structure with every block summed.
  var summed: String {
    let estimators = [
      "{rloo: {samples: 3}}", "{rloo: {samples: 2}}", "{reinforce: {samples: 2, baseline: network}}",
      "{reinforce: {samples: 1, baseline: average}}",
    ]
    return estimators.reduce(text) { $0.replacing($1, with: "exact") }
      .replacing("{kl: sampled, ", with: "{gradient: exact, ")
  }
}
