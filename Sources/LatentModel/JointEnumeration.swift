import Diagnostics

extension Model {
  /// What is wrong with summing `variables` out in one table of all their configurations, without elimination; nil when
  /// that is inside `limits.enumeration`.
  package func refusalToEnumerate(_ variables: [VariableID]) -> Diagnostic? {
    let count = variables.reduce(1.0) { $0 * Double(self.variables[$1.index].categories) }
    guard count > limits.enumeration.value, let first = variables.first else { return nil }
    let block = blocks[self.variables[first.index].block]
    let names = Set(variables.map { self.variables[$0.index].block }).sorted().map { "`\(blocks[$0].name)`" }
    let isExact = if case .exact = posterior { true } else { false }
    let finding = Diagnostic.error(
      EnumerationOverBudget.code,
      "without elimination, summing \(names.joined(separator: ", ")) out visits all \(ExactCost.word(count)) "
        + "configurations a row, over the limit of \(ExactCost.word(limits.enumeration.value))",
      at: isExact ? encoder.span : block.gradient.span)
    return
      (limits.enumeration.isWritten ? finding.context("the limit is set here", at: limits.enumeration.span) : finding)
      .help("leave elimination on, or raise `limits.enumeration`")
  }
}
