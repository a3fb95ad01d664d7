import Diagnostics

/// The stages of the pipeline, in order.
package enum StageName: String, CaseIterable, Sendable {
  case document, spec, data, model, graph, plan

  /// The name as bytes in static memory, for the crash report.
  var staticText: StaticString {
    switch self {
    case .document: "document"
    case .spec: "spec"
    case .data: "data"
    case .model: "model"
    case .graph: "graph"
    case .plan: "plan"
    }
  }
}

/// What a stage produces: a value that checks its own invariants and prints itself.
package protocol StageArtifact {
  /// Throws `InternalError` when an invariant of this value, never of its input, is broken.
  func verify() throws
  /// Stable text: no address, date, timing or path of the machine.
  func dump() -> String
}

extension StageArtifact {
  package func verify() throws {}
}

/// Watches stages run: `plan --timings` and `plan --dump` are observers.
package protocol StageObserver: AnyObject {
  /// Runs `build`, which produces the artifact of `name`.
  func measure<Output>(_ name: StageName, _ build: () throws -> Output) throws -> Output
  /// A stage produced `output`. May throw to stop the pipeline after it.
  func didFinish(_ name: StageName, _ output: any StageArtifact) throws
}

/// Runs stages and keeps nothing.
package final class SilentObserver: StageObserver {
  package init() {}
  package func measure<Output>(_ name: StageName, _ build: () throws -> Output) throws -> Output { try build() }
  package func didFinish(_ name: StageName, _ output: any StageArtifact) {}
}

/// Runs one stage: timed by the observer, verified in a debug build, shown to the observer. A stage reads and computes
/// and has nothing to save, so a stop signal ends the process at once while it runs.
package func runStage<Output: StageArtifact>(
  _ name: StageName, observer: any StageObserver, _ build: () throws -> Output
) throws -> Output {
  let output = try CrashReport.during(name.staticText) {
    try StopFlag.endingAtOnce { try observer.measure(name, build) }
  }
  #if DEBUG
    try output.verify()
  #endif
  try observer.didFinish(name, output)
  return output
}
