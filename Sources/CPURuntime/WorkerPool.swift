import Diagnostics
import Glibc

/// Threads that share the tiles of one job after another.
///
/// `run` returns when every tile is done, so it is the barrier between instructions. Tiles are taken one at a time by
/// whoever is free; a worker that sleeps holds up nobody. Waiting spins for some microseconds and then parks. A job
/// allocates nothing. Only one thread may call `run` at a time.
package final class WorkerPool: @unchecked Sendable {
  /// Workers, the calling thread included.
  package let workers: Int
  private let queue: TileQueue
  private var handles: [pthread_t] = []

  /// Starts `threads - 1` threads; they block every signal but those of faults, so that the others reach the thread
  /// that waits for them. `threadStart` runs first on each with its index (1 ..< threads), to set its signal stack.
  ///
  /// - Throws: `MachineFailure` when the system refuses a thread.
  package init(threads: Int, threadStart: @escaping @Sendable (Int) -> Void = { _ in }) throws {
    workers = max(threads, 1)
    let processors = ProcessorSet.allowed()
    queue = TileQueue(workers: workers, spins: workers <= processors.count ? 20_000 : 0)
    // Two programs that both pinned to the first processors would share them and leave others idle.
    let pins = workers == processors.count ? processors : []
    handles.reserveCapacity(workers - 1)
    try withFaultSignalsOnly {
      for worker in 1..<max(workers, 2) where worker < workers {
        let pin = worker < pins.count ? pins[worker] : nil
        let start = WorkerStart(queue: queue, worker: worker, processor: pin, announce: threadStart)
        handles.append(try startThread(start, of: workers))
      }
    }
    queue.waitForThreads(handles.count)
  }

  deinit {
    queue.stop()
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Calls `body` once for each tile in `0 ..< tiles` and returns when all calls have. One tile, or one thread, wakes
  /// nobody.
  ///
  /// Worker w begins with the tiles from `shares[w]` to `shares[w + 1]`, `workers` + 1 bounds that cover all of them;
  /// without `shares` all begin with as many.
  package func run(
    tiles: Int, shares: UnsafePointer<Int>? = nil, context: UnsafeMutableRawPointer, _ body: TileBody
  ) {
    if workers == 1 || tiles <= 1 {
      for tile in 0..<max(tiles, 0) { unsafe body(context, tile, 0) }
    } else {
      unsafe queue.run(tiles: tiles, shares: shares, context: context, body)
    }
  }

  /// The same with a closure. One that was made before allocates nothing here.
  package func run(tiles: Int, _ body: @escaping (_ tile: Int, _ worker: Int) -> Void) {
    var closure = TileClosure(call: body)
    unsafe withUnsafeMutablePointer(to: &closure) { pointer in
      unsafe run(tiles: tiles, context: UnsafeMutableRawPointer(pointer)) { context, tile, worker in
        unsafe context.assumingMemoryBound(to: TileClosure.self).pointee.call(tile, worker)
      }
    }
  }
}

/// A closure with an address. A pointer to the bare closure would be one to a wrapper that generic code can call, and
/// making that wrapper allocates.
private struct TileClosure {
  var call: (Int, Int) -> Void
}

/// What a thread is told when it starts. It holds the queue and not the pool, whose end waits for the thread.
private final class WorkerStart {
  let queue: TileQueue
  let worker: Int
  let processor: Int?
  let announce: @Sendable (Int) -> Void

  init(queue: TileQueue, worker: Int, processor: Int?, announce: @escaping @Sendable (Int) -> Void) {
    self.queue = queue
    self.worker = worker
    self.processor = processor
    self.announce = announce
  }

  /// What the thread does until the queue is stopped.
  func work() {
    if let processor { ProcessorSet.pinThisThread(to: processor) }
    announce(worker)
    queue.work(worker)
  }
}

private func startThread(_ start: WorkerStart, of workers: Int) throws -> pthread_t {
  let argument = unsafe Unmanaged.passRetained(start)
  var handle = pthread_t()
  let status = unsafe pthread_create(
    &handle, nil,
    { argument in
      unsafe argument.map { unsafe Unmanaged<WorkerStart>.fromOpaque($0).takeRetainedValue().work() }
      return nil
    }, unsafe argument.toOpaque())
  if status != 0 {
    unsafe argument.release()
    throw MachineFailure(
      unsafe "cannot start thread \(start.worker + 1) of \(workers): \(String(cString: strerror(status)))")
  }
  return handle
}

/// Runs `body` with all signals blocked for the threads it starts, but for those that a fault of the thread itself sends.
private func withFaultSignalsOnly(_ body: () throws -> Void) rethrows {
  var blocked = sigset_t()
  var before = sigset_t()
  unsafe sigfillset(&blocked)
  for signal in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { unsafe sigdelset(&blocked, signal) }
  unsafe pthread_sigmask(SIG_SETMASK, &blocked, &before)
  defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
  try body()
}
