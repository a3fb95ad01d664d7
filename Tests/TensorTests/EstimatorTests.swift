import CPURuntime
import Glibc
import Testing
import TensorGraph
import TensorOps

/// A structure, an estimator, and a form of the KL.
struct EstimatorCase: CustomStringConvertible, Sendable {
  var structure: String
  var gradient: String
  var kl: String
  var description: String { "\(gradient), kl \(kl), \(structure)" }

  static let structures: [(name: String, latents: String)] = [
    (
      "autoregressive block",
      """
      latents: {z: {categories: [3, 2, 4], within: autoregressive, posterior: {layers: [{dense: 5}, tanh]}}}
      encoder: {layers: [{dense: 6}, tanh]}
      decoder: {layers: [{dense: 6}, tanh]}
      """
    ),
    (
      "two sampled levels and a summed one",
      """
      latents:
        top: {categories: 2, count: 2}
        middle: {categories: 3, parents: [top]}
        low: {categories: 3, parents: [middle], gradient: exact}
      """
    ),
    (
      "q against p",
      """
      latents:
        z1: {categories: 3, prior: {parents: [z2]}}
        z2: {categories: 2, posterior: {parents: [z1], inputs: []}}
      decoder: {parents: [z1]}
      """
    ),
  ]

  static let gradients = [
    "{rloo: {samples: 2}}", "{rloo: {samples: 4}}", "{reinforce: {samples: 1, baseline: none}}",
    "{reinforce: {samples: 2, baseline: average}}", "{reinforce: {samples: 2, baseline: network}}",
  ]

  static let all = structures.flatMap { structure in
    gradients.flatMap { gradient in
      ["auto", "sampled"].map { EstimatorCase(structure: structure.name, gradient: gradient, kl: $0) }
    }
  }

  /// The spec with this estimator, or with exact sums.
  func text(isExact: Bool) -> String {
    let latents = Self.structures.first { $0.name == structure }?.latents ?? ""
    let objective = isExact ? "{gradient: exact, kl_weight: 0.7}" : "{gradient: \(gradient), kl: \(kl), kl_weight: 0.7}"
    return StructureCase.head + latents + "\nobjective: \(objective)\n"
  }
}

@Suite("Estimators")
struct EstimatorTests {
  @Test("have the exact gradient as their mean, part by part", arguments: EstimatorCase.all)
  func meanIsExact(_ check: EstimatorCase) throws { try EstimatorBias(steps: 400).measure(check) }
}

@Suite("Estimators at length", .enabled(if: getenv("DVAE_SLOW_TESTS") != nil, "set DVAE_SLOW_TESTS"))
struct SlowEstimatorTests {
  @Test("have the exact gradient as their mean within a third of the error", arguments: EstimatorCase.all)
  func meanIsExact(_ check: EstimatorCase) throws { try EstimatorBias(steps: 4000).measure(check) }
}

/// The mean of an estimator's gradient over many steps against the exact one: within five standard errors.
struct EstimatorBias {
  let steps: Int

  /// Parameters of one part of the model, by the first parts of their path.
  private func part(_ name: String) -> String {
    let parts = name.split(separator: ".")
    return parts.prefix(parts.first == "latents" ? 3 : 1).joined(separator: ".")
  }

  func measure(_ check: EstimatorCase) throws {
    let facts = ModelFixture.facts()
    let sampled = try ModelFixture(check.text(isExact: false), facts: facts, seed: 3, rows: 4)
    let exact = try ModelFixture(check.text(isExact: true), facts: facts, seed: 3, rows: 4)
    let target = try run(exact)
    target.executor.run(rows: 4, step: 0)
    let estimate = try run(sampled)
    for block in sampled.model.blocks { estimate.executor.input(InputKeys.baseline(block.name))?.base.pointee = -3 }
    var directions = Directions(sampled.table.parameters.map(\.name), part: part)
    directions.fill(sampled, seed: 17)
    var sums: [String: [Double]] = [:]
    var squares: [String: [Double]] = [:]
    for step in 0..<steps {
      estimate.executor.run(rows: 4, step: UInt32(step))
      for (name, values) in directions.project(estimate.store) {
        for (place, value) in values.enumerated() {
          sums[name, default: [0, 0, 0]][place] += value
          squares[name, default: [0, 0, 0]][place] += value * value
        }
      }
    }
    for (name, expected) in directions.project(target.store) {
      for place in expected.indices {
        let mean = (sums[name]?[place] ?? 0) / Double(steps)
        let variance = (squares[name]?[place] ?? 0) / Double(steps) - mean * mean
        let error = (max(variance, 0) / Double(steps)).squareRoot()
        let distance = abs(mean - expected[place])
        #expect(
          distance <= 5 * error + 1e-5, "\(name) along \(place): mean \(mean), exact \(expected[place]), error \(error)"
        )
      }
    }
  }

  private func run(_ fixture: ModelFixture) throws -> GraphRun {
    let graph = try Programs.gradient(fixture.model, fixture.table, batchSize: 4)
    return try GraphRun(graph, table: fixture.table, given: fixture.fill(graph), kernels: nil, threads: 1, seed: 11)
  }
}

/// Three fixed random directions in the parameters of each part; controls are left out.
struct Directions {
  private let names: [String]
  private let part: (String) -> String
  private var weights: [String: [[Double]]] = [:]

  init(_ names: [String], part: @escaping (String) -> String) {
    self.names = names.filter { !$0.hasPrefix("control.") }
    self.part = part
  }

  mutating func fill(_ fixture: ModelFixture, seed: UInt64) {
    var numbers = TestNumbers(seed: seed)
    for name in names {
      let count = fixture.parameters[name]?.reduce(0) { $0 + $1.count } ?? 0
      weights[name] = (0..<3).map { _ in (0..<count).map { _ in numbers.real(-1...1) } }
    }
  }

  /// Inner products of a store's gradient with the directions, by part.
  func project(_ store: ParameterStore) -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for name in names {
      guard let index = store.table.index(of: name), let weights = weights[name] else { continue }
      let gradient = store.values(index, in: store.gradients)
      for (place, direction) in weights.enumerated() {
        let product = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * $1.1 }
        result[part(name), default: [0, 0, 0]][place] += product
      }
    }
    return result
  }
}
