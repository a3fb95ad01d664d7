extension RuleSheet {
  /// A spec that differs from that of the run.
  static let changedSpec = RuleSheet(
    "changed-spec", .warning, "A spec that differs from that of the run",
    explanation: """
      The figures are those of the trained model.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
