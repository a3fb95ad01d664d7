import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph
import TensorOps
import Testing
import YAMLDocument

/// Random models from text to graph, evaluated in Double, against sums over every configuration.
///
/// Every block is summed, so that no graph draws anything. What remains between the two is single-precision constants.
@Suite("Random graphs")
struct RandomGraphTests {
  /// Seeds whose joint is small, so that all of them together take seconds.
  static let seeds = (UInt64(0)..<80).filter { $0 % 10 != 9 && $0 % 4 != 1 }

  @Test("figures", arguments: seeds)
  func figures(_ seed: UInt64) throws {
    let graphs = try RandomGraphs(seed)
    let expected = try graphs.random.rows.map { try graphs.reference.evaluate($0) }
    let (model, table, count) = (graphs.model, graphs.table, expected.count)
    let evidence = try graphs.evaluate(Programs.logLikelihood(model, table, batchSize: count))
    expectNear(evidence["log_likelihood"], expected.map(\.logEvidence), "log p(x)")
    let figures = try graphs.evaluate(Programs.elbo(model, table, batchSize: count, samples: 1))
    expectNear(figures["elbo"], expected.map(\.elbo), "elbo")
    for (index, variable) in model.variables.enumerated() {
      let marginals = expected.flatMap { $0.marginals[index] }
      // Its table and the zeros that stand for its evidence become one node of the graph, whose derivative counts both.
      withKnownIssue("the marginal of a one-valued variable is 2 where q is p(z | x)") {
        expectNear(figures["marginal.\(variable.name)"], marginals, "marginal of \(variable.name)")
      } when: {
        variable.categories == 1 && seed % 3 == 0
      }
    }
    for block in model.blocks where expected.first?.klOfVariables != nil {
      let kl = expected.flatMap { $0.klOfVariables?[block.variables] ?? [] }
      expectNear(figures["kl.\(block.name)"], kl, "KL of \(block.name)")
    }
  }

  @Test("gradients", arguments: seeds)
  func gradients(_ seed: UInt64) throws {
    let graphs = try RandomGraphs(seed)
    let expected = try graphs.reference.gradient(graphs.random.rows)
    let actual = try graphs.evaluate(
      Programs.gradient(graphs.model, graphs.table, batchSize: graphs.random.rows.count))
    expectNear(actual["objective"], [expected.objective], "objective")
    for parameter in graphs.table.parameters {
      let gradient = (expected.gradients[parameter.name] ?? []).joined().map { -$0 }
      // A parameter that the graph's objective does not depend on has no output.
      let zeros = Array(repeating: 0.0, count: parameter.count)
      expectNear(actual["gradient.\(parameter.name)"] ?? zeros, gradient, parameter.name)
    }
  }

  @Test("first layers without a bias, where the first variable of a chain sees nothing")
  func noBias() throws {
    let text = """
      version: 1
      data: {train: rows.csv}
      latents: {z: {categories: 3, count: 2, within: markov, prior: {layers: [{dense: {units: 2, bias: false}}, sigmoid]}}}
      encoder: exact
      training: {steps: 1}

      """
    let graphs = try RandomGraphs(text, RandomModel(seed: 0))
    let expected = try graphs.random.rows.map { try graphs.reference.evaluate($0).logEvidence }
    let evidence = try graphs.evaluate(Programs.logLikelihood(graphs.model, graphs.table, batchSize: expected.count))
    withKnownIssue("the sum over no sources is a scalar 0 instead of a 0 for each unit") {
      expectNear(evidence["log_likelihood"], expected, "log p(x)")
    }
  }

  private func expectNear(_ actual: [Double]?, _ expected: [Double], _ what: String) {
    guard let actual, actual.count == expected.count else {
      Issue.record("\(what): \(actual?.count ?? 0) numbers for \(expected.count)")
      return
    }
    let distance = zip(actual, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    #expect(distance <= 2e-6, "\(what): \(actual), by enumeration \(expected)")
  }
}

/// A random model with every block summed, its parameters, and graphs evaluated on its rows.
private struct RandomGraphs {
  let random: RandomModel
  let model: Model
  let table: ParameterTable
  let parameters: Matrices<Double>

  init(_ seed: UInt64) throws {
    random = RandomModel(seed: seed)
    let isExact = seed % 3 == 0
    model = try random.resolve(set: isExact ? [] : ["objective.gradient=exact"])
    table = ParameterTable(model)
    parameters = random.parameters(of: table)
  }

  /// Another model on the facts and rows of a random one.
  init(_ text: String, _ random: RandomModel) throws {
    self.random = random
    let document = try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0))
    model = try resolveModel(spec: readSpec(document: document, fileStem: "fixed").spec, facts: random.facts).model
    table = ParameterTable(model)
    parameters = random.parameters(of: table)
  }

  var reference: BruteForce { BruteForce(model: model, parameters: parameters) }

  /// Values of each output by name, row-major.
  func evaluate(_ graph: Graph) -> [String: [Double]] {
    var given: [ValueID: ReferenceTensor] = [:]
    for (index, node) in graph.nodes.enumerated() {
      if let parameter = node.operation as? Parameter, let matrix = parameters[parameter.key] {
        given[ValueID(index)] = ReferenceTensor(shape: node.shape, values: Array(matrix.joined()))
      } else if let input = node.operation as? Input {
        given[ValueID(index)] = ReferenceTensor(shape: node.shape, values: values(ofInput: input.key))
      }
    }
    let values = graph.evaluateReference(given)
    return Dictionary(graph.outputs.map { ($0.name, values[$0.value.index].values) }) { first, _ in first }
  }

  private func values(ofInput key: String) -> [Double] {
    if key == InputKeys.inverseRows { return [1 / Double(random.rows.count)] }
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let index = model.fields.firstIndex(where: { $0.name == parts[1] }) else { return [] }
    let field = model.fields[index]
    return random.rows.flatMap { row -> [Double] in
      switch parts[0] {
      case "field": row[index].map { $0.isNaN ? (field.kind == .categorical ? -1 : 0) : $0 }
      case "presence": row[index].map { $0.isNaN ? 0 : 1 }
      default: field.maskedColumns.map { row[index][$0].isNaN ? 1 : 0 }
      }
    }
  }
}
