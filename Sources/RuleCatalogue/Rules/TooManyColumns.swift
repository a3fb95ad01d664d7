extension RuleSheet {
  /// A table of more than 1,048,576 columns.
  static let tooManyColumns = RuleSheet(
    "too-many-columns", .error, "A table of more than 1,048,576 columns",
    explanation: """
      Larger ones are refused while they are read.
      """,
    noExampleBecause: "it would be megabytes long")
}
