extension RuleSheet {
  /// Rows that are no images.
  static let notImages = RuleSheet(
    "not-images", .error, "Rows that are no images",
    explanation: """
      Images need a field read from idx or npy with three dimensions.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
