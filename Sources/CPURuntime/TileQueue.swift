import Glibc
import Synchronization

/// The work of one tile: context, tile index, worker (0 is the caller of `run`).
package typealias TileBody = @convention(c) (UnsafeMutableRawPointer, _ tile: Int, _ worker: Int) -> Void

/// The tiles of the current job. Each worker owns a run of consecutive tiles, the same share at every job, so that what
/// it wrote is still in its own cache when a later job reads it; one that has done its own takes from the others.
///
/// A line of the cache that two processors write costs hundreds of cycles each time it changes hands: what a worker
/// counts lies in lines of its own, and is read by others once a job.
@safe final class TileQueue: @unchecked Sendable {
  private let shares: UnsafeMutablePointer<Share>
  private let workers: Int
  /// Jobs so far: workers wait for it to change.
  private let job = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  /// Workers' threads that have begun `work`.
  private let begun = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let stops = Atomic<Bool>(false)

  // The job. Written by the caller while no tile is left, read by a worker after it has taken a tile.
  private var body: TileBody = { _, _, _ in }
  private var context: UnsafeMutableRawPointer?
  /// Tiles of all jobs so far.
  private var total = 0

  private let parking = ParkingLot()
  private let spins: Int

  /// One worker's tiles, and room so that no two share a line of the cache.
  private struct Share: ~Copyable {
    /// Own tiles that nobody has taken; the next is `end - left`.
    let left = Atomic<Int>(0)
    var end = 0
    private let gap = InlineArray<14, Int>(repeating: 0)
    /// Tiles this worker has done, in all jobs.
    let done = Atomic<Int>(0)
    private let otherGap = InlineArray<15, Int>(repeating: 0)
  }

  /// `spins`: how often a waiting thread looks again before it yields; 0 when threads outnumber processors.
  init(workers: Int, spins: Int) {
    self.workers = workers
    self.spins = spins
    unsafe shares = .allocate(capacity: workers)
    for worker in 0..<workers { unsafe (shares + worker).initialize(to: Share()) }
  }

  deinit {
    unsafe shares.deinitialize(count: workers)
    unsafe shares.deallocate()
  }

  /// Runs a job of at least one tile with the help of the workers. Worker w's tiles are those from `shares[w]` to
  /// `shares[w + 1]`; without `shares` all have as many.
  func run(tiles: Int, shares bounds: UnsafePointer<Int>?, context: UnsafeMutableRawPointer, _ body: TileBody) {
    unsafe self.body = unsafe body
    unsafe self.context = unsafe context
    total += tiles
    for worker in 0..<workers {
      let start = unsafe bounds.map { unsafe $0[worker] } ?? tiles * worker / workers
      let end = unsafe bounds.map { unsafe $0[worker + 1] } ?? tiles * (worker + 1) / workers
      unsafe shares[worker].end = end
      unsafe shares[worker].left.store(end - start, ordering: .releasing)
    }
    job.wrappingAdd(1, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { parking.wakeWorkers() }
    takeTiles(worker: 0)
    waitForAll()
  }

  /// Takes tiles on a worker's thread until the queue is stopped.
  func work(_ worker: Int) {
    begun.wrappingAdd(1, ordering: .releasing)
    var seen = 0
    while !stops.load(ordering: .acquiring) {
      let now = job.load(ordering: .acquiring)
      if now != seen {
        seen = now
        takeTiles(worker: worker)
        continue
      }
      if isReadySoon({ job.load(ordering: .relaxed) != seen || stops.load(ordering: .relaxed) }) { continue }
      sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
      parking.workerSleeps {
        job.load(ordering: .sequentiallyConsistent) == seen && !stops.load(ordering: .sequentiallyConsistent)
      }
      sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }
  }

  /// Returns when `count` threads have begun `work`: what a thread does before that, and the memory it takes for it, then
  /// falls into no job.
  func waitForThreads(_ count: Int) {
    while begun.load(ordering: .acquiring) < count { sched_yield() }
  }

  /// Ends `work` on every thread.
  func stop() {
    stops.store(true, ordering: .sequentiallyConsistent)
    parking.wakeWorkers()
  }

  /// Does tiles until none is left: the worker's own, then those of the workers after it.
  private func takeTiles(worker: Int) {
    var count = 0
    for step in 0..<workers {
      let owner = worker + step < workers ? worker + step : worker + step - workers
      while takeTile(of: owner, worker: worker) { count += 1 }
    }
    if count == 0 { return }
    unsafe shares[worker].done.wrappingAdd(count, ordering: .sequentiallyConsistent)
    if callerSleeps.load(ordering: .sequentiallyConsistent) { parking.wakeCaller() }
  }

  /// Takes and does one tile of a share; false when none is left.
  private func takeTile(of owner: Int, worker: Int) -> Bool {
    var left = unsafe shares[owner].left.load(ordering: .relaxed)
    while left > 0 {
      let (taken, seen) = unsafe shares[owner].left.weakCompareExchange(
        expected: left, desired: left - 1, successOrdering: .acquiringAndReleasing, failureOrdering: .relaxed)
      if taken {
        // The job can't end before this tile is counted as done, so its fields hold still.
        if let context = unsafe context { unsafe body(context, shares[owner].end - left, worker) }
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

  private func isDone() -> Bool {
    var done = 0
    for worker in 0..<workers { unsafe done += shares[worker].done.load(ordering: .sequentiallyConsistent) }
    return done == total
  }

  private func waitForAll() {
    if isReadySoon({ isDone() }) { return }
    callerSleeps.store(true, ordering: .sequentiallyConsistent)
    parking.callerSleeps { !isDone() }
    callerSleeps.store(false, ordering: .relaxed)
  }
}
