extension RuleSheet {
  /// Marginals from draws.
  static let sampledEncoding = RuleSheet(
    "sampled-encoding", .note, "Marginals from draws",
    explanation: """
      Exact ones are over `limits.enumeration`.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
