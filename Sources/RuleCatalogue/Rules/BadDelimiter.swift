extension RuleSheet {
  /// A delimiter that is no single character.
  static let badDelimiter = RuleSheet(
    "bad-delimiter", .error, "A delimiter that is no single character",
    explanation: """
      One ASCII character, no quote and no line end.
      """,
    noExampleBecause: "a spec that writes one is refused as `bad-text` before")
}
