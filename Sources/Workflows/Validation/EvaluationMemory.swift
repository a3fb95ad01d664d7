import Datasets
import Diagnostics
import ExecutionPlan
import LatentModel
import ModelSpec
import TensorGraph

/// Bytes that the programs of an evaluation hold.
struct EvaluationMemory: Sendable {
  /// Programs by what a report calls their result, and the bytes of a plan for batches of `batchSize` rows.
  private var plans: [(result: String, bytes: Int)] = []

  /// Compiles what evaluating `model` runs, for batches of at most `batchSize` rows: as an evaluation does it, with
  /// fewer rows where a plan is larger than `preferredBytes`. Nothing where the data have no rows held out.
  init(_ spec: Spec, _ model: Model, _ parameters: ParameterTable, facts: DataFacts, batchSize: Int) throws {
    let held = max(facts.validRows ?? 0, facts.testRows ?? 0)
    guard held > 0 else { return }
    let pipeline = Pipeline()
    for (result, program) in Self.programs(spec, model) {
      func bytes(_ rows: Int) throws -> Int {
        try pipeline.plan(program, model, parameters, batchSize: rows).memoryBytes
      }
      let largest = max(1, min(held, batchSize))
      let whole = try bytes(largest)
      let isCut = largest > 1 && whole > Self.preferredBytes
      plans.append((result, isCut ? try min(whole, bytes(1) + Self.preferredBytes) : whole))
    }
  }

  /// What an evaluation lets a plan grow to before it takes fewer rows.
  private static let preferredBytes = 64 << 20

  private static func programs(_ spec: Spec, _ model: Model) -> [(String, Program)] {
    let settings = spec.evaluation
    var programs: [(String, Program)] = [("elbo", .elbo(samples: settings.elboSamples.value))]
    guard case .networks = model.posterior else { return programs }
    programs.append(("importance_bound", .importanceBound(samples: settings.importanceSamples.value)))
    if settings.exact.value ?? model.logLikelihoodIsAffordable { programs.append(("log_likelihood", .logLikelihood)) }
    return programs
  }

  /// The most that is held at once: the ELBO of training and of the report, beside one other program.
  var peak: Int { 2 * (plans.first?.bytes ?? 0) + (plans.dropFirst().map(\.bytes).max() ?? 0) }

  /// The finding when a program needs more than training leaves of `limits.memory`.
  func finding(_ spec: Spec, left: Int) -> Diagnostic? {
    guard let worst = plans.max(by: { $0.bytes < $1.bytes }), worst.bytes > left else { return nil }
    let limit = spec.limits.memory
    return Diagnostic.error(
      "memory-over-budget",
      "evaluating one row for `\(worst.result)` needs \(byteText(worst.bytes)), over the \(byteText(max(0, left))) that "
        + "training leaves of the limit of \(byteText(limit.value))",
      at: limit.isWritten ? limit.span : spec.evaluation.span
    ).help("take fewer samples in `evaluation`, write `evaluation: {exact: false}`, or raise `limits.memory`")
  }
}
