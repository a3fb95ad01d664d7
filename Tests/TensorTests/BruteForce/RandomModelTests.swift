import Diagnostics
import LatentModel
import TensorGraph
import Testing

@Suite("Random models")
struct RandomModelTests {
  @Test("resolve, and stay small enough to enumerate", arguments: UInt64(0)..<200)
  func resolves(_ seed: UInt64) throws {
    let random = RandomModel(seed: seed)
    let model: Model
    do {
      model = try random.resolve()
    } catch let refusal as Refusal {
      let reasons = refusal.diagnostics.map { "\($0.code): \($0.message)" }.joined(separator: "\n")
      Issue.record("seed \(seed) is refused:\n\(reasons)\n\(random.text)")
      return
    }
    try model.verify()
    #expect(BruteForce.configurations(model).count <= 2000)
    #expect(BruteForce.configurations(model).count >= 2)
    let table = ParameterTable(model)
    let isExact = if case .exact = model.posterior { true } else { false }
    #expect(isExact == (seed % 3 == 0))
    let brute = BruteForce(model: model, parameters: random.parameters(of: table))
    let row = try brute.evaluate(random.rows[0])
    #expect(row.elbo.isFinite && row.elbo <= row.logEvidence + 1e-9 && row.kl >= -1e-9)
    if isExact { #expect(abs(row.elbo - row.logEvidence) < 1e-9) }
    #expect(row.marginals.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-9 })
  }

  @Test("use every construct somewhere")
  func coverage() {
    let texts = (UInt64(0)..<200).map { RandomModel(seed: $0).text }
    let constructs = [
      ".each]", "autoregressive", "markov", "posterior: {parents", "inputs: []", "inputs: [encoder", "{fixed:",
      "prior: uniform", "prior: {", "residual", "layer_norm", "binarize: soft", "bias: data", "center: true",
      "kl_weight", "categories: [", "role: label", "encoder: exact", "leaky_relu",
    ]
    for construct in constructs {
      #expect(texts.filter { $0.contains(construct) }.count >= 3, "\(construct)")
    }
  }
}
