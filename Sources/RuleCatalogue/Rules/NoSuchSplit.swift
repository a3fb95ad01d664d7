extension RuleSheet {
  /// A split that the spec does not have.
  static let noSuchSplit = RuleSheet(
    "no-such-split", .error, "A split that the spec does not have",
    explanation: """
      Name train, valid or test as the spec has them.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
