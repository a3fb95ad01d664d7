import Diagnostics

/// Keys that say how to train or approximate q, beside an encoder that is p(z | x) itself.
///
///     encoder: exact
///     objective: {kl_weight: 0.5}     # flagged: with q = p(z | x) the ELBO is log p(x), and KL has no weight
enum KeyBesideExactEncoder: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    guard root.hasExactEncoder, let encoder = root.written("encoder") else { return [] }
    func finding(_ key: String, at span: Span) -> Diagnostic {
      Diagnostic.error(
        "key-beside-exact-encoder",
        "`\(key)` has no meaning with `encoder: exact`: q is p(z | x) and the ELBO is log p(x)",
        at: span
      ).context("the encoder is exact here", at: encoder).help("remove the key, or give the encoder a network")
    }
    var findings: [Diagnostic] = []
    if let objective = root.section("objective") {
      for key in ["gradient", "bound", "kl", "kl_weight", "free_bits"] {
        guard let span = objective.written(key) else { continue }
        findings.append(finding("objective.\(key)", at: span).pointing(to: "objective", key))
      }
    }
    for (name, block) in root.sections("latents") {
      for key in ["gradient", "posterior"] {
        guard let span = block.written(key) else { continue }
        findings.append(finding("latents.\(name.value).\(key)", at: span).pointing(to: "latents", name.value, key))
      }
    }
    return findings
  }
}
