extension RuleSheet {
  /// A checkpoint that contradicts itself.
  static let damagedCheckpoint = RuleSheet(
    "damaged-checkpoint", .error, "A checkpoint that contradicts itself",
    explanation: """
      Its parts do not fit each other. Use `previous.safetensors` of the run folder.
      """,
    noExampleBecause: "it concerns a run, not a spec")
}
