extension RuleSheet {
  /// A resumed run whose data changed.
  static let otherData = RuleSheet(
    "other-data", .error, "A resumed run whose data changed",
    explanation: """
      The fingerprint differs from that of the first start.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
