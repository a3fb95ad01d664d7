import Diagnostics

/// Prints the artifact of one stage and stops the pipeline after it.
final class DumpObserver: StageObserver {
  private let stage: StageName
  private(set) var text: String?

  init(_ stage: StageName) { self.stage = stage }

  func measure<Output>(_ name: StageName, _ build: () throws -> Output) throws -> Output { try build() }

  func didFinish(_ name: StageName, _ output: any StageArtifact) throws {
    guard name == stage else { return }
    text = output.dump()
    throw Reached()
  }

  /// The stage asked for is done.
  struct Reached: Error {}
}

/// Adds up the milliseconds of each stage.
final class TimingObserver: StageObserver {
  private var milliseconds: [StageName: Double] = [:]

  func measure<Output>(_ name: StageName, _ build: () throws -> Output) throws -> Output {
    let start = ContinuousClock.now
    defer { milliseconds[name, default: 0] += (ContinuousClock.now - start) / .milliseconds(1) }
    return try build()
  }

  func didFinish(_ name: StageName, _ output: any StageArtifact) {}

  /// One line a stage.
  var text: String {
    StageName.allCases.compactMap { name in
      milliseconds[name].map { "\(name.rawValue) \(($0 * 100).rounded() / 100) ms\n" }
    }.joined()
  }

  var json: JSONValue {
    .object(StageName.allCases.compactMap { name in milliseconds[name].map { .init(name.rawValue, .finite($0)) } })
  }
}
