import Diagnostics
import Glibc
import Synchronization

/// The work of one tile: context, tile index, worker (0 is the caller of `run`).
package typealias TileBody = @convention(c) (UnsafeMutableRawPointer, _ tile: Int, _ worker: Int) -> Void

/// Threads that share the tiles of one job after another.
///
/// `run` returns when every tile is done, so it is the barrier between instructions. Tiles are taken one at a time by
/// whoever is free; a worker that sleeps holds up nobody. Waiting spins for some microseconds and then parks. A job
/// allocates nothing. Only one thread may call `run` at a time.
package final class WorkerPool: @unchecked Sendable {
  /// Workers, the calling thread included.
  package let workers: Int

  /// Tiles of the current job that nobody has taken.
  private let waiting = Atomic<Int>(0)
  /// Tiles of the current job that are done.
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let stops = Atomic<Bool>(false)

  // The job. Written by the caller while no tile is left, read by a worker after it has taken a tile.
  private var body: TileBody = { _, _, _ in }
  private var context: UnsafeMutableRawPointer
  private var tiles = 0

  private let parking: ParkingLot
  private let spins: Int
  /// The processor of each worker, when the pool covers all it may run on; else empty, since two programs that both
  /// pinned to the first processors would share them and leave others idle.
  private let pins: [Int]
  private let threadStart: @Sendable (Int) -> Void
  private var handles: [pthread_t] = []

  /// Starts `threads - 1` threads; they block every signal but those of faults, so that the others reach the thread
  /// that waits for them. `threadStart` runs first on each with its index (1 ..< threads), to set its signal stack.
  ///
  /// - Throws: `MachineFailure` when the system refuses a thread.
  package init(threads: Int, threadStart: @escaping @Sendable (Int) -> Void = { _ in }) throws {
    workers = max(threads, 1)
    self.threadStart = threadStart
    parking = ParkingLot()
    context = UnsafeMutableRawPointer(Unmanaged.passUnretained(parking).toOpaque())
    let processors = ProcessorSet.allowed()
    spins = self.workers <= processors.count ? 2_000 : 0
    handles.reserveCapacity(self.workers - 1)
    pins = self.workers == processors.count ? processors : []
    try withFaultSignalsOnly {
      for worker in 1..<max(self.workers, 2) where worker < self.workers {
        handles.append(try startThread(worker))
      }
    }
  }

  deinit {
    stops.store(true, ordering: .sequentiallyConsistent)
    parking.wakeWorkers()
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Calls `body` once for each tile in `0 ..< tiles` and returns when all calls have. One tile, or one thread, wakes
  /// nobody.
  package func run(tiles: Int, context: UnsafeMutableRawPointer, _ body: TileBody) {
    if workers == 1 || tiles <= 1 {
      for tile in 0..<max(tiles, 0) { body(context, tile, 0) }
      return
    }
    self.body = body
    self.context = context
    self.tiles = tiles
    finished.store(0, ordering: .relaxed)
    waiting.store(tiles, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { parking.wakeWorkers() }
    while takeTile(worker: 0) {}
    waitForTiles(tiles)
  }

  /// The same with a closure. One that was made before allocates nothing here.
  package func run(tiles: Int, _ body: @escaping (_ tile: Int, _ worker: Int) -> Void) {
    var body = body
    withUnsafeMutablePointer(to: &body) { pointer in
      run(tiles: tiles, context: UnsafeMutableRawPointer(pointer)) { context, tile, worker in
        context.assumingMemoryBound(to: ((Int, Int) -> Void).self).pointee(tile, worker)
      }
    }
  }

  /// Takes and does one tile; false when none is left.
  private func takeTile(worker: Int) -> Bool {
    var left = waiting.load(ordering: .relaxed)
    while left > 0 {
      let (taken, seen) = waiting.weakCompareExchange(
        expected: left, desired: left - 1, successOrdering: .acquiringAndReleasing, failureOrdering: .relaxed)
      if taken {
        // The job can't end before this tile does, so its fields hold still.
        let count = tiles
        body(context, count - left, worker)
        let done = finished.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        if done == count && callerSleeps.load(ordering: .sequentiallyConsistent) { parking.wakeCaller() }
        return true
      }
      left = seen
    }
    return false
  }

  /// Spins, then yields, then parks until `ready` is true.
  private func isReadySoon(_ ready: () -> Bool) -> Bool {
    for _ in 0..<spins where ready() { return true }
    for _ in 0..<100 {
      if ready() { return true }
      sched_yield()
    }
    return ready()
  }

  private func waitForTiles(_ count: Int) {
    if isReadySoon({ finished.load(ordering: .acquiring) == count }) { return }
    callerSleeps.store(true, ordering: .sequentiallyConsistent)
    parking.callerSleeps { finished.load(ordering: .sequentiallyConsistent) != count }
    callerSleeps.store(false, ordering: .relaxed)
  }

  /// What a thread does until the pool goes.
  fileprivate func work(_ worker: Int) {
    if worker < pins.count { ProcessorSet.pinThisThread(to: pins[worker]) }
    threadStart(worker)
    while !stops.load(ordering: .acquiring) {
      if takeTile(worker: worker) { continue }
      if isReadySoon({ waiting.load(ordering: .relaxed) > 0 || stops.load(ordering: .relaxed) }) { continue }
      sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
      parking.workerSleeps {
        waiting.load(ordering: .sequentiallyConsistent) <= 0 && !stops.load(ordering: .sequentiallyConsistent)
      }
      sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }
  }

  private func startThread(_ worker: Int) throws -> pthread_t {
    let start = Unmanaged.passRetained(WorkerStart(pool: self, worker: worker))
    var handle = pthread_t()
    let status = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        let start = Unmanaged<WorkerStart>.fromOpaque(argument).takeRetainedValue()
        start.pool.takeUnretainedValue().work(start.worker)
        return nil
      }, start.toOpaque())
    if status != 0 {
      start.release()
      throw MachineFailure("cannot start thread \(worker + 1) of \(workers): \(String(cString: strerror(status)))")
    }
    return handle
  }
}

/// What a thread is told when it starts. It doesn't keep the pool alive: the pool's end waits for the thread.
private final class WorkerStart {
  let pool: Unmanaged<WorkerPool>
  let worker: Int
  init(pool: WorkerPool, worker: Int) {
    self.pool = .passUnretained(pool)
    self.worker = worker
  }
}

/// Runs `body` with all signals blocked for the threads it starts, but for those that a fault of the thread itself sends.
private func withFaultSignalsOnly(_ body: () throws -> Void) rethrows {
  var blocked = sigset_t()
  var before = sigset_t()
  sigfillset(&blocked)
  for signal in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&blocked, signal) }
  pthread_sigmask(SIG_SETMASK, &blocked, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try body()
}
