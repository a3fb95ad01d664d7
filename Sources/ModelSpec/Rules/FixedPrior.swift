import Diagnostics

/// Given probabilities that are no distribution over the block's values, and dependencies of a prior that has none.
///
///     z: {categories: 2, prior: {fixed: [0.5, 0.6]}}                  # flagged: sums to 1.1
///     z: {categories: 3, prior: {fixed: [0.5, 0.5]}}                  # flagged: two probabilities, three values
///     z: {categories: 2, parents: [y], prior: uniform}                # flagged: `uniform` depends on nothing
enum FixedPrior: SpecRule {
  /// Largest distance of the sum from 1.
  static let tolerance = 1e-6

  static func findings(in root: SectionReading) -> [Diagnostic] {
    root.sections("latents").flatMap { name, block -> [Diagnostic] in
      guard let choice = block["prior"]?.choice, choice.name.value != "learned" else { return [] }
      let prior = choice.name
      var findings = dependencies(of: block, prior: prior)
      if let values = choice.options["probabilities"] {
        findings += distribution(values, block: block, hasExactEncoder: root.hasExactEncoder)
      }
      return findings.map { $0.pointing(to: "latents", name.value, "prior") }
    }
  }

  private static func dependencies(of block: SectionReading, prior: Spanned<String>) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    func finding(_ key: String, at span: Span) -> Diagnostic {
      Diagnostic.error(
        "prior-with-dependencies", "a `\(prior.value)` prior depends on nothing, but the block has `\(key)`",
        at: prior.span
      ).context("`\(key)` is written here", at: span)
        .help("for q alone write it under `posterior`: `posterior: {\(key): ...}`")
    }
    if let parents = block.written("parents"), block["parents"]?.list?.isEmpty == false {
      findings.append(finding("parents", at: parents))
    }
    if let within = block.written("within"), block["within"]?.choice?.name.value != "independent" {
      findings.append(finding("within", at: within))
    }
    return findings
  }

  private static func distribution(
    _ values: Reading, block: SectionReading, hasExactEncoder: Bool
  ) -> [Diagnostic] {
    let probabilities = (values.list ?? []).compactMap(\.number)
    var findings: [Diagnostic] = []
    let sum = probabilities.reduce(0, +)
    if abs(sum - 1) > tolerance {
      findings.append(.error("fixed-prior-sum", "the probabilities sum to \(sum), not to 1", at: values.span))
    }
    if let categories = block["categories"] {
      let sizes = categories.list?.compactMap(\.whole) ?? [categories.whole ?? probabilities.count]
      if let other = sizes.first(where: { $0 != probabilities.count }) {
        findings.append(
          Diagnostic.error(
            "fixed-prior-length", "\(probabilities.count) probabilities for variables of \(other) values",
            at: values.span
          ).context("the values are counted here", at: categories.span))
      }
    }
    if !hasExactEncoder, let zero = values.list?.first(where: { $0.number == 0 }) {
      findings.append(
        Diagnostic.error(
          "fixed-prior-zero", "a probability of 0 makes KL infinite wherever q is above 0", at: zero.span
        ).help("write `encoder: exact`, a small probability, or fewer categories"))
    }
    return findings
  }
}
