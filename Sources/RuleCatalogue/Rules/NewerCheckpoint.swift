extension RuleSheet {
  /// A checkpoint of a newer version.
  static let newerCheckpoint = RuleSheet(
    "newer-checkpoint", .error, "A checkpoint of a newer version",
    explanation: """
      Update dvae-run.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
