import Diagnostics
import ModelSpec

/// Fixed probabilities that are no distribution over the variable's values.
///
///     latents: {z: {categories: 3, prior: {fixed: [0.5, 0.5]}}}           # flagged: two for three values
///     latents: {z: {categories: 3, prior: {fixed: [0.5, 0.25, 0.25]}}}    # accepted
enum FixedPrior {
  static let code: DiagnosticCode = "fixed-prior"

  static func findings(_ probabilities: [Double], variables: ArraySlice<Variable>, at span: Span) -> [Diagnostic] {
    if let other = variables.first(where: { $0.categories != probabilities.count }) {
      let message = "\(probabilities.count) probabilities for the \(other.categories) values of `\(other.name)`"
      return [.error(code, message, at: span)]
    }
    if let wrong = probabilities.first(where: { !($0 >= 0 && $0 <= 1) }) {
      return [.error(code, "\(wrong) is not a probability", at: span)]
    }
    let sum = probabilities.reduce(0, +)
    if abs(sum - 1) > 1e-6 { return [.error(code, "the probabilities sum to \(sum), not 1", at: span)] }
    return []
  }
}
