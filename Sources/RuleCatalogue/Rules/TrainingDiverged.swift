extension RuleSheet {
  /// A number that is not finite in training.
  static let trainingDiverged = RuleSheet(
    "training-diverged", .error, "A number that is not finite in training",
    explanation: """
      The message names step, operation and section. A smaller learning rate or `gradient_clip` helps;
      nothing was saved after the last good checkpoint.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
