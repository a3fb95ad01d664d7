extension RuleSheet {
  /// A table of more than 2,147,483,647 rows.
  static let tooManyRows = RuleSheet(
    "too-many-rows", .error, "A table of more than 2,147,483,647 rows",
    explanation: """
      Larger ones are refused while they are read.
      """,
    noExampleBecause: "it would be gigabytes long")
}
