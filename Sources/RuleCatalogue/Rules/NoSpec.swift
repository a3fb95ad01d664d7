extension RuleSheet {
  /// A folder without a spec.
  static let noSpec = RuleSheet(
    "no-spec", .error, "A folder without a spec",
    explanation: """
      It holds no file that ends in .yaml or .yml.
      """,
    noExampleBecause: "it concerns the command line")
}
