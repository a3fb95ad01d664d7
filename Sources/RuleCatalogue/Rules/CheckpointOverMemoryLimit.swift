extension RuleSheet {
  /// A checkpoint larger than the memory allowed.
  static let checkpointOverMemoryLimit = RuleSheet(
    "checkpoint-over-memory-limit", .error, "A checkpoint larger than the memory allowed",
    explanation: """
      Raise `limits.memory`.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
