import Diagnostics
import ModelSpec

/// A check of a resolved model. One file each; its name is the bad pattern.
protocol ModelRule: Sendable {
  static var code: DiagnosticCode { get }
  func check(_ model: Model, _ spec: Spec) -> [Diagnostic]
}

/// Every check, in the order of a report.
enum ModelRules {
  static let all: [any ModelRule] = [
    ParametersOverMemory(), EnumerationOverBudget(), ExactBeforeSampled(), SamplesDisagree(),
    NoAnalyticKL(), UnusedNetwork(), LatentFeedsNothing(), FieldWithoutLatent(), PosteriorIgnoresDependency(),
    OneCategory(), ExactIsAffordable(), FreeBitsOverEntropy(), TwoLinearMaps(), ActivationBeforeLogits(),
    KeyWithoutEffect(),
  ]
}
