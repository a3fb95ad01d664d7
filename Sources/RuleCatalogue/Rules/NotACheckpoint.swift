extension RuleSheet {
  /// A file that is no checkpoint.
  static let notACheckpoint = RuleSheet(
    "not-a-checkpoint", .error, "A file that is no checkpoint",
    explanation: """
      It is no safetensors file written by `train`.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
