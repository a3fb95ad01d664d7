extension RuleSheet {
  /// A checkpoint that ends too early.
  static let truncatedCheckpoint = RuleSheet(
    "truncated-checkpoint", .error, "A checkpoint that ends too early",
    explanation: """
      The copy broke off.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
