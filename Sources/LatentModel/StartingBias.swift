import Datasets
import DeterministicMath

/// Output biases that give the train marginals, for `bias: data`.
///
/// Every value counts half a time more than it occurs (Jeffreys' prior), so that no bias is infinite.
struct StartingBias {
  /// Train rows whose cell is not missing.
  var rows: Int
  /// Of each value among them.
  var frequencies: [Double]

  /// One logit, log((n f1 + 1/2) / (n f0 + 1/2)), for a binary column; log((n f + 1/2) / (n + V/2)) of each of V values
  /// for a categorical one.
  func logits(_ kind: FieldKind) -> [Double] {
    let n = Double(max(rows, 0))
    let counts = frequencies.map { max($0, 0) * n + 0.5 }
    switch kind {
    case .binary:
      guard let on = counts.last else { return [0] }
      return [DeterministicMath.log(on / max(n + 1 - on, 0.5))]
    case .categorical:
      let total = counts.reduce(0, +)
      return counts.map { DeterministicMath.log($0 / total) }
    }
  }
}
