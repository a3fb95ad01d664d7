import Ablation
import CPURuntime
import Diagnostics
import Glibc

/// Makes the runs of an ablation that are not done.
struct AblationRun {
  private let plan: AblationPlan
  private let results: AblationResults
  private let pending: [PlannedRun]
  private let crew: WorkerCrew
  private let progress: AblationProgress
  private let session: Session

  init(_ plan: AblationPlan, _ request: AblateRequest, _ results: AblationResults, in session: Session) throws {
    self.plan = plan
    self.results = results
    self.session = session
    let all = try request.shard.map { shard in
      guard shard.index >= 1, shard.index <= shard.count else {
        throw UsageError("--shard \(shard.index)/\(shard.count): shards are counted from 1 to \(shard.count)")
      }
      return plan.runs.shard(shard.index, of: shard.count)
    }
    pending = (all ?? plan.runs.runs).filter { !results.isDone($0.key) }
    let threads = request.machine.threads ?? ProcessorSet.allowed().count
    let jobs = max(1, min(pending.count, request.jobs ?? Self.jobs(pending, threads: threads)))
    let machine = MachineRequest(threads: max(1, threads / jobs), instructionSet: request.machine.instructionSet)
    crew = WorkerCrew(
      executable: request.executable,
      start: WorkerStart(
        file: plan.file, overrides: request.spec.overrides, isSandboxed: request.spec.isSandboxed,
        currentDirectory: session.currentDirectory, machine: machine),
      jobs: jobs, overwrites: request.overwrites)
    progress = AblationProgress(session.errors, isTerminal: isatty(2) == 1, runs: pending)
    let total = all?.count ?? plan.runs.runs.count
    try progress.keep(
      "ablation \(plan.name): \(counted(plan.cells.count, "cell")), \(counted(total, "run")), "
        + "\(grouped(total - pending.count)) done, \(counted(jobs, "job")) of \(counted(machine.threads ?? 1, "thread")), "
        + "in \(plan.folder)")
  }

  /// Small models use a second thread badly, so each run has one, as far as memory lasts for the largest.
  private static func jobs(_ runs: [PlannedRun], threads: Int) -> Int {
    let need = runs.map(\.cell.memory).max() ?? 0
    let memory = sysconf(Int32(_SC_PHYS_PAGES)) / 2 * sysconf(Int32(_SC_PAGESIZE))
    return max(1, min(threads, memory / max(1, need)))
  }

  /// Makes them all and returns the status of the worst failure, earlier ones included.
  func make() throws -> ExitStatus {
    var worst = plan.runs.runs.contains { results.results[$0.key]?.failure != nil } ? ExitStatus.diverged : .success
    func fail(_ run: PlannedRun, _ status: ExitStatus, _ words: String) throws {
      if status.rawValue > worst.rawValue { worst = status }
      try progress.ended(run, words: "\(plan.words(run)) failed", isFailure: true)
      try session.errors.write(words.hasSuffix("\n") ? words : words + "\n")
      try session.errors.flush()
    }
    if !pending.isEmpty {
      // Also when a signal ends it: what is said next starts a line.
      defer { try? progress.clear() }
      try crew.make(
        pending, fingerprint: plan.dataFingerprint,
        WorkerCrew.Listener(
          progress: { try progress.tell($0, name: plan.words) },
          finished: { run in
            let result = try results.take(run)
            if let failure = result.failure { return try fail(run, .diverged, failure) }
            try progress.ended(run, words: words(run, result), isFailure: false)
          },
          failed: { run, status, words in
            results.fail(run, words)
            try fail(run, ExitStatus(rawValue: status), words)
          }))
    }
    return worst
  }

  private func words(_ run: PlannedRun, _ result: RunResult) -> String {
    let figures = plan.compare.compactMap { name in result.figure(name).map { "\(name) \(fixed($0, places: 3))" } }
    return "\(plan.words(run))  " + figures.joined(separator: "  ")
  }
}
