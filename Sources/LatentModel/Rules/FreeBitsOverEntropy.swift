import DeterministicMath
import Diagnostics
import ModelSpec

/// A floor under the KL that a variable with a uniform prior never reaches: its KL is at most the logarithm of its
/// values, so the objective ignores the KL throughout.
///
///     latents: {z: {categories: 4}}, objective: {free_bits: 2}       # flagged: log 4 is 1.386
///     latents: {z: {categories: 4}}, objective: {free_bits: 0.1}     # accepted
struct FreeBitsOverEntropy: ModelRule {
  static let code: DiagnosticCode = "free-bits-over-entropy"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    guard case .networks = model.posterior else { return [] }
    let floor = spec.objective.freeBits
    let over = model.variables.filter {
      $0.categories > 1 && DeterministicMath.log(Double($0.categories)) <= floor.value
    }
    guard let first = over.first else { return [] }
    let largest = DeterministicMath.log(Double(first.categories))
    let shown = (largest * 1000).rounded(.down) / 1000
    return [
      .warning(
        Self.code,
        "`free_bits: \(floor.value)` is more than `\(first.name)` can carry: \(first.categories) values hold at most "
          + "\(shown) nats", at: floor.span
      ).help("the floor is in nats a variable; typical values lie from 0.01 to 0.5")
    ]
  }
}
