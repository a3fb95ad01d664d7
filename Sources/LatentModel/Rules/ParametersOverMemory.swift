import Diagnostics
import ModelSpec

/// Networks whose parameters alone are over the memory limit.
///
///     encoder: {layers: [{dense: 1000000}, {dense: 1000000}]}     # flagged: 4 TB of weights
///     encoder: {layers: [{dense: 1000}, {dense: 1000}]}           # accepted
struct ParametersOverMemory: ModelRule {
  static let code: DiagnosticCode = "memory-over-budget"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    let parameters = model.networkSizes().reduce(0) { $0 + $1.parameters }
    let bytes = 4 * parameters
    if bytes <= Double(model.limits.memory.value), parameters <= SizeLimits.totalParameters { return [] }
    let largest = model.networkSizes().max { $0.parameters < $1.parameters }
    let finding = Diagnostic.error(
      Self.code,
      "\(ExactCost.word(parameters)) parameters need \(ExactCost.word(bytes)) bytes, over the limit of "
        + "\(model.limits.memory.value)", at: largest?.span ?? spec.span)
    return [
      (model.limits.memory.isWritten ? finding.context("the limit is set here", at: model.limits.memory.span) : finding)
        .help("make `\(largest?.path ?? "")` smaller, or raise `limits.memory`")
    ]
  }
}
