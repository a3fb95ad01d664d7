import Datasets
import Diagnostics
import ModelSpec

/// A batch larger than train: every step takes all rows.
struct BatchOverTrain: FactsRule {
  static let code: DiagnosticCode = "batch-over-train"

  func check(_ facts: DataFacts, _ spec: Spec) -> [Diagnostic] {
    let batch = spec.training.batchSize
    guard case .rows(let rows) = batch.value, batch.isWritten, rows > facts.trainRows else { return [] }
    return [
      .warning(
        Self.code, "`batch_size: \(rows)` is more than the \(facts.trainRows) rows of train: every step takes them all",
        at: batch.span
      ).help("write `batch_size: all` if that is meant")
    ]
  }
}
