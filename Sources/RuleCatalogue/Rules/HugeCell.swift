extension RuleSheet {
  /// A cell of more than 1 MiB.
  static let hugeCell = RuleSheet(
    "huge-cell", .error, "A cell of more than 1 MiB",
    explanation: """
      Usually a quote that is never closed.
      """,
    noExampleBecause: "it would be a megabyte long")
}
