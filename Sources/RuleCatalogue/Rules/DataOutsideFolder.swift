extension RuleSheet {
  /// Data outside the folder of the spec.
  static let dataOutsideFolder = RuleSheet(
    "data-outside-folder", .error, "Data outside the folder of the spec",
    explanation: """
      A note, and an error with `--sandbox`, which CI uses for specs of strangers.
      """,
    noExampleBecause: "it needs `--sandbox` or a file elsewhere")
}
