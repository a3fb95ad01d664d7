extension RuleSheet {
  /// Results of other data or another evaluation in an ablation's folder.
  static let incomparableResults = RuleSheet(
    "incomparable-results", .error, "Results of other data or another evaluation in an ablation's folder",
    explanation: """
      A table of them would compare what differs for another reason. Choose another folder with
      `--run`, or start again with `--overwrite`.
      """,
    noExampleBecause: "it concerns results, not a spec")
}
