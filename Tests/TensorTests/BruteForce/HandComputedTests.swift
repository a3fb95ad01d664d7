import Datasets
import Diagnostics
import Foundation
import LatentModel
import ModelSpec
import Testing
import YAMLDocument

/// The reference against sums done by hand.
@Suite("Brute force by hand")
struct HandComputedTests {
  /// A model of one field `x`.
  private func model(_ text: String, _ kind: FieldKind, missing: [Int], values: Int = 2) throws -> Model {
    let columns = missing.enumerated().map { index, count in
      ColumnFacts(
        name: "\(index)", values: (0..<values).map { "\($0)" }, missing: count,
        frequencies: Array(repeating: 1 / Double(values), count: values))
    }
    let field = FieldFacts(name: "x", span: .none, kind: kind, isLabel: false, columns: columns)
    let facts = DataFacts(fields: [field], trainRows: 10, validRows: nil, testRows: nil)
    let type = kind == .categorical ? "categorical" : "binary"
    let data = "data: {train: x.csv, fields: {x: {columns: 0-\(missing.count - 1), type: \(type)}}}\n"
    let document = try Document(
      bytes: Array((data + text + "\ntraining: {steps: 1}\n").utf8), source: SourceID(rawValue: 0))
    return try resolveModel(spec: readSpec(document: document, fileStem: "hand").spec, facts: facts).model
  }

  private func logit(_ probability: Double) -> Double { log(probability / (1 - probability)) }
  private func expect(_ value: Double?, _ hand: Double, _ what: Comment) {
    #expect(abs((value ?? .nan) - hand) < 1e-12, what)
  }

  /// p(z = 1) = 1/4; x0 is on with 0.2 or 0.6, x1 with 0.5 or 0.9.
  private var mixture: Matrices<Double> {
    [
      "latents.z.prior.output.bias": [[logit(0.25)]],
      "decoder.fields.x.output.bias": [[logit(0.2), logit(0.5)]],
      "decoder.fields.x.output.weight.z": [[logit(0.6) - logit(0.2), logit(0.9) - logit(0.5)]],
    ]
  }
  private static let bits = FieldKind.binary(isSoft: false, isDynamic: false)

  /// p(x = 1, 0) = 0.75 * 0.2 * 0.5 + 0.25 * 0.6 * 0.1 = 0.075 + 0.015.
  @Test("mixture of two Bernoullis, q exact")
  func exactMixture() throws {
    let model = try model("latents: {z: {categories: 2}}\nencoder: exact", Self.bits, missing: [0, 3])
    let brute = BruteForce(model: model, parameters: mixture)
    let row = try brute.evaluate([[1, 0]])
    expect(row.logEvidence, log(0.09), "log p(x)")
    expect(row.elbo, log(0.09), "elbo")
    expect(row.marginals[0][1], 1.0 / 6, "p(z = 1 | x)")
    expect(row.reconstruction, 5.0 / 6 * log(0.1) + 1.0 / 6 * log(0.06), "reconstruction")
    expect(row.kl, 5.0 / 6 * log(5.0 / 6 / 0.75) + 1.0 / 6 * log(1.0 / 6 / 0.25), "kl")
    #expect(row.klOfVariables == nil)
    #expect(row.jointMode.configuration == [0] && row.posteriorMode.configuration == [0])
    expect(row.jointMode.logProbability, log(0.075), "joint mode")
    expect(row.posteriorMode.logProbability, log(5.0 / 6), "posterior mode")
    expect(try brute.evaluate([[1, .nan]]).logEvidence, log(0.75 * 0.2 + 0.25 * 0.6), "a missing cell")
    let gradients = try brute.gradient([[[1, 0]]]).gradients
    expect(gradients["latents.z.prior.output.bias"]?[0][0], 1.0 / 6 - 1.0 / 4, "posterior less prior")
    expect(gradients["decoder.fields.x.output.bias"]?[0][0], 5.0 / 6 * 0.8 + 1.0 / 6 * 0.4, "expected x less mean")
    expect(gradients["decoder.fields.x.output.weight.z"]?[0][0], 1.0 / 6 * 0.4, "the same where z is on")
  }

  /// The second column is missing somewhere, so the encoder has three columns: x0, x1, mask of x1. q(z = 1 | 1, 0) = 3/4.
  @Test("mixture of two Bernoullis, q a linear map, half the KL")
  func linearPosterior() throws {
    let model = try model(
      "latents: {z: {categories: 2}}\nobjective: {kl_weight: 0.5}", Self.bits, missing: [0, 3])
    var parameters = mixture
    parameters["latents.z.posterior.output.bias"] = [[log(3) - 5]]
    parameters["latents.z.posterior.output.weight.encoder"] = [[5], [7], [-log(3) + 5 - 5]]
    let brute = BruteForce(model: model, parameters: parameters)
    let row = try brute.evaluate([[1, 0]])
    let reconstruction = 0.25 * log(0.1) + 0.75 * log(0.06)
    let kl = 0.25 * log(0.25 / 0.75) + 0.75 * log(0.75 / 0.25)
    expect(row.reconstruction, reconstruction, "reconstruction")
    expect(row.kl, kl, "kl")
    expect(row.klOfVariables?[0], kl, "kl of z")
    expect(row.elbo, reconstruction - kl, "elbo")
    expect(row.logEvidence, log(0.09), "log p(x)")
    #expect(row.posteriorMode.configuration == [1] && row.jointMode.configuration == [0])
    expect(try brute.objective([[[1, 0]]]), reconstruction - 0.5 * kl, "objective")
    let masked = try brute.evaluate([[1, .nan]])
    expect(masked.marginals[0][1], 0.5, "a missing cell shows in its mask column")
    expect(masked.reconstruction, 0.5 * log(0.2) + 0.5 * log(0.6), "and has no likelihood")
  }

  /// z0 -> z1, each with a column of three values. p(2, 0) = 0.75 * 0.25 * (0.5 * 0.5 + 0.5 * 0.1)
  /// + 0.25 * 0.8 * (0.2 * 0.5 + 0.8 * 0.1) = 0.05625 + 0.036.
  @Test("chain of two variables")
  func chain() throws {
    let model = try model(
      """
      latents: {z: {categories: 2, count: 2, within: markov}}
      encoder: exact
      decoder: {fields: {x: {parents: [z.each]}}}
      """, .categorical, missing: [0, 0], values: 3)
    let (off, on) = ([0.5, 0.25, 0.25].map { log($0) }, [0.1, 0.1, 0.8].map { log($0) })
    var parameters: Matrices<Double> = [
      "latents.z.prior.output.0.bias": [[logit(0.25)]],
      "latents.z.prior.output.1.bias": [[0]],
      "latents.z.prior.output.1.weight.z": [[logit(0.8)]],
    ]
    for column in 0..<2 {
      parameters["decoder.fields.x.output.\(column).bias"] = [off]
      parameters["decoder.fields.x.output.\(column).weight.z"] = [zip(on, off).map { $0 - $1 }]
    }
    let row = try BruteForce(model: model, parameters: parameters).evaluate([[2, 0]])
    expect(row.logEvidence, log(0.05625 + 0.036), "log p(x)")
    expect(row.marginals[0][1], 0.036 / 0.09225, "p(z0 = 1 | x)")
    expect(row.marginals[1][1], (0.75 * 0.25 * 0.5 * 0.1 + 0.25 * 0.8 * 0.8 * 0.1) / 0.09225, "p(z1 = 1 | x)")
    #expect(row.jointMode.configuration == [0, 0])
    expect(row.jointMode.logProbability, log(0.75 * 0.25 * 0.5 * 0.5), "joint mode")
  }

  /// z0 sees x0; z1 sees x1, its mask and the three columns of z0. They share a hidden layer of one unit, whose weights
  /// have rows for x0, x1, mask and for z0 only.
  @Test("outputs add up what each sees in a shared first layer")
  func sharedFirstLayer() throws {
    let model = try model(
      """
      latents:
        z: {categories: [3, 2], posterior: {within: autoregressive, inputs: [x.each], layers: [{dense: 1}, tanh]}}
      """, Self.bits, missing: [0, 1])
    let parameters: Matrices<Double> = [
      "latents.z.posterior.layers.0.weight.field.x": [[0.5], [9], [0.25]],
      "latents.z.posterior.layers.0.weight.z": [[0.1], [0.2], [0.3]],
      "latents.z.posterior.layers.0.bias": [[-0.1]],
      "latents.z.posterior.output.0.weight": [[1, 2, 3]],
      "latents.z.posterior.output.0.bias": [[0, 0.5, 0]],
      "latents.z.posterior.output.1.weight": [[4]],
      "latents.z.posterior.output.1.bias": [[-1]],
      "latents.z.prior.output.bias": [[0, 0, 0, 0]],
      "decoder.fields.x.output.bias": [[0, 0]],
      "decoder.fields.x.output.weight.z": Array(repeating: [0, 0], count: 4),
    ]
    let row = try BruteForce(model: model, parameters: parameters).evaluate([[1, .nan]])
    let first = tanh(-0.1 + 0.5)
    let scores = [first, 2 * first + 0.5, 3 * first].map { exp($0) }
    let second = 1 / (1 + exp(1 - 4 * tanh(-0.1 + 0.25 + 0.3)))
    let place = row.configurations.firstIndex(of: [2, 1]) ?? 0
    expect(row.logPosterior[place], log(scores[2] / scores.reduce(0, +) * second), "log q(2, 1 | x)")
    expect(row.reconstruction, log(0.5), "an untrained decoder of one seen bit")
  }

  @Test("layers")
  func layers() throws {
    let model = try model(
      """
      latents: {z: {categories: 2}}
      decoder: {layers: [layer_norm, {residual: [{dense: {units: 1, bias: false}}, elu]}, {leaky_relu: 0.25}]}
      """, Self.bits, missing: [0])
    func result(_ name: String, _ input: Double) throws -> Double {
      let text = "latents: {z: {categories: 2}}\ndecoder: {layers: [{dense: 1}, \(name)]}"
      let network = BruteNetwork(
        model: try self.model(text, Self.bits, missing: [0]),
        parameters: ["decoder.layers.0.weight.z": [[input]], "decoder.layers.0.bias": [[0]]])
      return try network.trunk([1])[0]
    }
    expect(try result("relu", -2), 0, "relu")
    expect(try result("{leaky_relu: 0.3}", -2), -0.6, "leaky_relu")
    expect(try result("elu", -2), exp(-2) - 1, "elu")
    expect(try result("sigmoid", 2), 1 / (1 + exp(-2)), "sigmoid")
    expect(try result("silu", 2), 2 / (1 + exp(-2)), "silu")
    expect(try result("tanh", 2), (exp(2) - exp(-2)) / (exp(2) + exp(-2)), "tanh")
    expect(try result("gelu", 1), 0.841344746068543, "gelu: the normal distribution function at 1")
    expect(try result("{dropout: 0.5}", 2), 2, "dropout does nothing")
    let parameters: Matrices<Double> = [
      "decoder.layers.0.scale": [[2]], "decoder.layers.0.shift": [[-0.5]],
      "decoder.layers.1.layers.0.weight": [[4]],
    ]
    expect(
      try BruteNetwork(model: model, parameters: parameters).trunk([1])[0], 0.25 * (-0.5 + exp(-2) - 1),
      "one column is normalised to 0, so the shift goes on alone")
    let two = try self.model(
      "latents: {z: {categories: 2}}\ndecoder: {layers: [{dense: 2}, layer_norm]}", Self.bits, missing: [0])
    let normalised = try BruteNetwork(
      model: two,
      parameters: [
        "decoder.layers.0.weight.z": [[1, 3]], "decoder.layers.0.bias": [[0, 0]],
        "decoder.layers.1.scale": [[1, 2]], "decoder.layers.1.shift": [[0, 0]],
      ]
    ).trunk([1])
    expect(normalised[0], -1 / (1 + 1e-5).squareRoot(), "layer_norm, variance 1")
    expect(normalised[1], 2 / (1 + 1e-5).squareRoot(), "layer_norm, scaled")
  }
}
