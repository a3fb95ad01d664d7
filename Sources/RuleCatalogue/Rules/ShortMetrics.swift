extension RuleSheet {
  /// Metrics that are shorter than the checkpoint says.
  static let shortMetrics = RuleSheet(
    "short-metrics", .error, "Metrics that are shorter than the checkpoint says",
    explanation: """
      The file was cut; the run cannot be resumed.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
