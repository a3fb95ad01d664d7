import Ablation
import Diagnostics
import Glibc

/// Hands runs out to workers until all are made.
///
/// A worker that ends too early fails its run and is replaced; a run whose folder another process has waits for the end
/// of the queue.
struct WorkerCrew {
  var executable: String
  var start: WorkerStart
  /// Workers at once.
  var jobs: Int
  var overwrites: Bool

  /// What the crew tells while it works, on the parent's only thread.
  struct Listener {
    /// The run is at a step; called now and then with every run under way.
    var progress: ([(run: PlannedRun, step: Int)]) throws -> Void
    var finished: (PlannedRun) throws -> Void
    var failed: (PlannedRun, _ status: Int32, _ words: String) throws -> Void
  }

  /// Makes `runs`. Throws `Stopped` after a signal, once every worker has saved and ended; `Refusal` when a worker reads
  /// other data than `fingerprint` says.
  func make(_ runs: [PlannedRun], fingerprint: String, _ listener: Listener) throws {
    var queue = runs[...]
    var workers: [WorkerProcess] = []
    defer { end(workers) }
    while true {
      while workers.count < jobs, workers.count(where: { $0.run == nil }) < queue.count {
        let worker = try WorkerProcess(executable: executable)
        worker.send(start.json)
        workers.append(worker)
      }
      for worker in workers where worker.isReady && worker.run == nil { order(worker, &queue) }
      if queue.isEmpty, workers.allSatisfy({ $0.run == nil }) { return }
      if let signal = StopFlag.signal { throw stopped(signal, workers, listener) }
      for worker in try readable(workers) {
        for answer in try worker.answers() { try take(answer, worker, &queue, fingerprint, listener) }
        if worker.hasEnded { try bury(worker, &workers, listener) }
      }
      try listener.progress(workers.compactMap { worker in worker.run.map { ($0, worker.step) } })
    }
  }

  private func take(
    _ answer: WorkerAnswer, _ worker: WorkerProcess, _ queue: inout ArraySlice<PlannedRun>, _ fingerprint: String,
    _ listener: Listener
  ) throws {
    switch answer {
    case .ready(let own):
      guard own == fingerprint else {
        throw Refusal([.error("other-data", "the data changed while the ablation began", at: .none)])
      }
      worker.isReady = true
    case .step(let step): worker.step = step
    case .finished:
      let run = worker.run.take()
      // The next order first: the worker is at it while the result is stored.
      order(worker, &queue)
      if let run { try listener.finished(run) }
    case .busy: if let run = worker.run.take() { queue.append(run) }
    case .failed(let status, let words):
      if let run = worker.run.take() { try listener.failed(run, status, words) }
    }
  }

  /// Gives a worker without a run the next one, if there is one.
  private func order(_ worker: WorkerProcess, _ queue: inout ArraySlice<PlannedRun>) {
    guard StopFlag.signal == nil, let run = queue.popFirst() else { return }
    worker.run = run
    worker.step = 0
    worker.send(WorkerOrder(run, overwrites: overwrites).json)
  }

  /// A worker that ended by itself.
  private func bury(_ worker: WorkerProcess, _ workers: inout [WorkerProcess], _ listener: Listener) throws {
    workers.removeAll { $0 === worker }
    let end = worker.wait() ?? "status 0"
    guard worker.isReady else {
      throw MachineFailure("a worker process ended before its first run, with \(end)")
    }
    if let run = worker.run { try listener.failed(run, ExitStatus.bug.rawValue, "its process ended with \(end)") }
  }

  /// The workers that wrote something or ended; waits for them, but no longer than it takes to tell how it goes.
  private func readable(_ workers: [WorkerProcess]) throws -> [WorkerProcess] {
    var places = workers.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&places, nfds_t(places.count), 200) > 0 else { return [] }
    return zip(workers, places).filter { $1.revents != 0 }.map(\.0)
  }

  /// Passes a signal on and waits until everything is saved. A run that finishes meanwhile is told.
  private func stopped(_ signal: Int32, _ workers: [WorkerProcess], _ listener: Listener) -> Stopped {
    for worker in workers {
      worker.dismiss()
      worker.signal(signal)
    }
    return Stopped(signal: signal)
  }

  /// Lets every worker end. Each takes its last answers along: what it made is in its folder, and is found there.
  private func end(_ workers: [WorkerProcess]) {
    for worker in workers { worker.dismiss() }
    for worker in workers { _ = worker.wait() }
  }
}

extension Optional {
  /// The value, leaving nil.
  fileprivate mutating func take() -> Wrapped? {
    defer { self = nil }
    return self
  }
}
