extension RuleSheet {
  /// A zip file with members that a reader must not trust.
  static let unsafeArchive = RuleSheet(
    "unsafe-archive", .error, "A zip file with members that a reader must not trust",
    explanation: """
      Overlapping or doubled members, or absolute paths and `..` in their names.
      """,
    noExampleBecause: "it would be a hostile zip file")
}
