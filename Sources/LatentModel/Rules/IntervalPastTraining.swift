import Datasets
import Diagnostics
import ModelSpec

/// An evaluation or checkpoint that comes due after training has ended.
struct IntervalPastTraining: FactsRule {
  static let code: DiagnosticCode = "interval-past-training"

  func check(_ facts: DataFacts, _ spec: Spec) -> [Diagnostic] {
    let training = spec.training
    return [("evaluate_every", training.evaluateEvery), ("checkpoint_every", training.checkpointEvery)]
      .compactMap { key, interval in
        let isPast: Bool
        switch (interval.value, training.length.value) {
        case (.steps(let every), .steps(let end)), (.epochs(let every), .epochs(let end)): isPast = every > end
        default: isPast = false
        }
        guard isPast, interval.isWritten else { return nil }
        return .warning(Self.code, "`\(key)` is longer than training: it never comes due", at: interval.span)
          .context("training ends here", at: training.length.span).help("write a shorter interval")
      }
  }
}
