import Glibc
import Synchronization

/// The work of one tile: context, tile index, worker (0 is the caller of `run`).
package typealias TileBody = @convention(c) (UnsafeMutableRawPointer, _ tile: Int, _ worker: Int) -> Void

/// The tiles of the current job, taken by the caller and by workers until none is left.
@safe final class TileQueue: @unchecked Sendable {
  /// Tiles that nobody has taken.
  private let waiting = Atomic<Int>(0)
  /// Tiles that are done.
  private let finished = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let stops = Atomic<Bool>(false)

  // The job. Written by the caller while no tile is left, read by a worker after it has taken a tile.
  private var body: TileBody = { _, _, _ in }
  private var context: UnsafeMutableRawPointer?
  private var tiles = 0

  private let parking = ParkingLot()
  private let spins: Int

  /// `spins`: how often a waiting thread looks again before it yields; 0 when threads outnumber processors.
  init(spins: Int) { self.spins = spins }

  /// Runs a job of at least one tile with the help of the workers.
  func run(tiles: Int, context: UnsafeMutableRawPointer, _ body: TileBody) {
    unsafe self.body = unsafe body
    unsafe self.context = unsafe context
    self.tiles = tiles
    finished.store(0, ordering: .relaxed)
    waiting.store(tiles, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { parking.wakeWorkers() }
    while takeTile(worker: 0) {}
    waitForTiles(tiles)
  }

  /// Takes tiles on a worker's thread until the queue is stopped.
  func work(_ worker: Int) {
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

  /// Ends `work` on every thread.
  func stop() {
    stops.store(true, ordering: .sequentiallyConsistent)
    parking.wakeWorkers()
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
        if let context = unsafe context { unsafe body(context, count - left, worker) }
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
}
