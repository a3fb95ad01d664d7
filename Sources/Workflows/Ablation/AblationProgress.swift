import Ablation
import Diagnostics

/// Progress of an ablation for people: on a terminal one line that is rewritten, elsewhere a line for every run that
/// ends and one now and then.
///
/// The time left is judged by work: steps times the cost of a step, since cells differ in both.
final class AblationProgress {
  private let writer: CheckedWriter
  private let isTerminal: Bool
  private let total: Int
  private var done = 0
  private var failed = 0
  /// Work of this process's runs in floating-point operations: all of it, and what has ended.
  private let work: Double
  private var workEnded = 0.0
  /// Steps that runs had when they were gone on with.
  private var earlier: [RunKey: Int] = [:]
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private var standing = 0

  init(_ writer: CheckedWriter, isTerminal: Bool, runs: [PlannedRun]) {
    self.writer = writer
    self.isTerminal = isTerminal
    total = runs.count
    work = runs.reduce(0) { $0 + Self.work($1, steps: $1.cell.steps) }
  }

  private static func work(_ run: PlannedRun, steps: Int) -> Double { Double(steps) * max(1, run.cell.cost) }

  /// A line that stays.
  func keep(_ line: String) throws {
    if standing > 0 { try rewrite("") }
    try writer.line(line)
    try writer.flush()
  }

  /// A run came to its end.
  func ended(_ run: PlannedRun, words: String, isFailure: Bool) throws {
    done += 1
    if isFailure { failed += 1 }
    workEnded += Self.work(run, steps: run.cell.steps)
    if isFailure || !isTerminal { try keep("run \(done)/\(total): \(words)") }
  }

  /// Tells how far the runs under way are, when it is time.
  func tell(_ running: [(run: PlannedRun, step: Int)], name: (PlannedRun) -> String) throws {
    for (run, step) in running where earlier[run.key] == nil && step > 0 { earlier[run.key] = step }
    guard ContinuousClock.now - last >= (isTerminal ? .milliseconds(200) : .seconds(30)) else { return }
    last = .now
    var line = "\(done)/\(total) runs"
    if failed > 0 { line += ", \(failed) failed" }
    if let left = secondsLeft(running) { line += ", \(TextProgress.duration(left)) left" }
    line += running.prefix(4).map { "  \(name($0.run)) \($0.step)/\($0.run.cell.steps)" }.joined()
    if running.count > 4 { line += "  ..." }
    if isTerminal { try rewrite(line) } else { try keep(line) }
  }

  /// nil before anything can be said.
  private func secondsLeft(_ running: [(run: PlannedRun, step: Int)]) -> Double? {
    let soFar = workEnded + running.reduce(0) { $0 + Self.work($1.run, steps: $1.step) }
    let resumed = running.reduce(0) { $0 + Self.work($1.run, steps: earlier[$1.run.key] ?? 0) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard soFar > resumed, seconds > 1 else { return nil }
    return max(0, work - soFar) * seconds / (soFar - resumed)
  }

  /// Takes the standing line away.
  func clear() throws { if standing > 0 { try rewrite("") } }

  private func rewrite(_ line: String) throws {
    let count = line.unicodeScalars.count
    try writer.write("\r" + line + String(repeating: " ", count: max(0, standing - count)))
    if count < standing { try writer.write("\r" + line) }
    standing = count
    try writer.flush()
  }
}
