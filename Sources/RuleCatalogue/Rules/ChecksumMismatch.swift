extension RuleSheet {
  /// A checkpoint whose bytes changed.
  static let checksumMismatch = RuleSheet(
    "checksum-mismatch", .error, "A checkpoint whose bytes changed",
    explanation: """
      Its checksum is wrong: a disk or a copy damaged it.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
