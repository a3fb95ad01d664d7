import Ablation
import Checkpoint
import Diagnostics
import Glibc

/// What is known of an ablation's runs: from the results file, and from the folders of runs that ended.
///
/// The folders decide. The file is filled from them, so an end between the two loses nothing, and shards, which write
/// folders only, are gathered by the next command that is no shard: a job array writes to a file system where locks of
/// several machines cannot be trusted.
final class AblationResults {
  private(set) var results: [RunKey: RunResult] = [:]
  private let store: ResultStore?

  /// Reads what there is. `opens` the results file; `startsAgain` forgets everything first. Throws `Refusal` when there
  /// are results of other data or another evaluation.
  init(_ plan: AblationPlan, opens: Bool, startsAgain: Bool = false) throws {
    try makeFolders(plan.folder)
    let file = "\(plan.folder)/results.sqlite"
    if startsAgain {
      for path in plan.runs.runs.map({ RunResultFile.path($0.folder) }) + [file, file + "-journal"]
      where unsafe unlink(path) != 0 && errno != ENOENT {
        throw MachineFailure(unsafe "cannot remove `\(path)`: \(String(cString: strerror(errno)))")
      }
    }
    store = opens ? try ResultStore(path: file) : nil
    for result in try store?.results() ?? [] { results[result.key] = result }
    var found: [PlannedRun] = []
    for run in plan.runs.runs where !isDone(run.key) {
      guard let result = RunResultFile.read(run.folder), result.key == run.key else { continue }
      results[run.key] = result
      found.append(run)
    }
    let differences = Comparability.differences(
      from: Array(results.values), dataFingerprint: plan.dataFingerprint, evaluation: plan.evaluation, file: file,
      at: plan.span)
    if !differences.isEmpty { throw Refusal(differences) }
    try store?.add(found.compactMap { run in results[run.key].map { ($0, Self.metrics(run.folder)) } })
  }

  /// Whether a run need not be made: it came to its end, or it diverged and would again.
  func isDone(_ key: RunKey) -> Bool { results[key] != nil }

  /// Runs that failed in this process for a reason that may be gone the next time, with what was said: they are in the
  /// table, and not in the file.
  private(set) var failures: [RunKey: String] = [:]

  /// Marks a run as failed.
  func fail(_ run: PlannedRun, _ words: String) { failures[run.key] = words }

  /// Takes the result that a worker left in the run's folder. Throws `InternalError` when there is none.
  func take(_ run: PlannedRun) throws -> RunResult {
    guard let result = RunResultFile.read(run.folder), result.key == run.key else {
      throw InternalError(stage: "ablate", "a worker finished `\(run.folder)` without a result")
    }
    results[run.key] = result
    try store?.add([(result, Self.metrics(run.folder))])
    return result
  }

  /// The table of the cells that `plan` shows.
  func table(_ plan: AblationPlan) -> ResultTable {
    ResultTable(grid: plan.grid, cells: plan.shown, seeds: plan.seeds, compare: plan.compare) { cell, seed in
      plan.key(cell, seed).flatMap { key in self.results[key] ?? self.failed(key, plan) }
    }
  }

  private func failed(_ key: RunKey, _ plan: AblationPlan) -> RunResult? {
    failures[key].map { words in
      RunResult(
        specHash: key.specHash, seed: key.seed, planHash: "", dataFingerprint: plan.dataFingerprint,
        evaluation: plan.evaluation, version: "", machine: "", failure: words)
    }
  }

  /// The numbers of `metrics.jsonl`; lines that are none are left out.
  private static func metrics(_ folder: String) -> [StepMetric] {
    let path = "\(folder)/metrics.jsonl"
    guard let bytes = try? InputFile.bytes(at: path, written: path, limit: 1 << 30) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).flatMap { line -> [StepMetric] in
      guard case .object(let members)? = try? StrictJSON.read(Array(line)),
        case .integer(let step)? = members.first(where: { $0.key == "step" })?.value
      else { return [] }
      return members.compactMap { member in
        switch member.value {
        case .number(let value): StepMetric(step: step, name: member.key, value: value.value)
        case .null: StepMetric(step: step, name: member.key, value: nil)
        default: nil
        }
      }
    }
  }
}
