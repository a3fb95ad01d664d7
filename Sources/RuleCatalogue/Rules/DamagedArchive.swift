extension RuleSheet {
  /// A zip file that contradicts itself.
  static let damagedArchive = RuleSheet(
    "damaged-archive", .error, "A zip file that contradicts itself",
    explanation: """
      Sizes, places or checksums of its members do not agree.
      """,
    noExampleBecause: "it would be a damaged zip file")
}
