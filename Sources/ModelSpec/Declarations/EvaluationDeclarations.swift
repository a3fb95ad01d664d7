/// `evaluation` and `limits`.
package enum EvaluationDeclarations {
  package static let evaluation = SectionDeclaration([
    optional(
      "elbo_samples", .whole(1...Largest.samples), default: "1", "Draws a row for the ELBO"),
    optional(
      "importance_samples", .whole(1...Largest.samples), default: "100",
      "Draws a row for the importance-weighted bound"),
    optional(
      "exact", .either([names(["auto": "When inside the budget"]), .boolean]), default: "auto",
      "Whether log p(x) is summed"),
    optional("seed", .whole(0...Int.max), default: "0", "Seed of these draws, which depend on it and the row only"),
  ])

  package static let limits = SectionDeclaration([
    optional(
      "enumeration", .number(.within(1...Largest.enumeration)), default: "1e6",
      "Table entries a row that exact summing may cost"),
    optional("memory", .bytes, default: "4GiB", "Memory a run may use"),
  ])
}
