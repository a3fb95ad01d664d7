import CPURuntime
import Synchronization

/// How far apart two processors are: virtual machines move them, and a barrier costs a multiple of this.
enum RoundTrip {
  private static let rounds = 2_000
  private static let patience: UInt64 = 20_000_000

  /// Nanoseconds for a cache line to go to the other thread and back: the median of some looks. nil when there is no
  /// second thread, or it did not come in time.
  static func measure(_ pool: WorkerPool) -> Double? {
    guard pool.workers > 1 else { return nil }
    let looks = (0..<9).compactMap { _ in look(pool) }.sorted()
    return looks.isEmpty ? nil : looks[looks.count / 2]
  }

  /// Two workers pass a number to and fro. Each gives up after some milliseconds, so that one worker that takes both
  /// tiles ends too.
  private static func look(_ pool: WorkerPool) -> Double? {
    let ball = Ball()
    let start = monotonicNanoseconds()
    pool.run(tiles: 2) { tile, _ in
      for round in 0..<rounds {
        let mine = 2 * round + tile
        while ball.place.load(ordering: .acquiring) != mine {
          if ball.isOver.load(ordering: .relaxed) { return }
          if monotonicNanoseconds() &- start > patience { ball.isOver.store(true, ordering: .relaxed) }
        }
        ball.place.store(mine + 1, ordering: .releasing)
      }
    }
    if ball.isOver.load(ordering: .relaxed) { return nil }
    return Double(monotonicNanoseconds() &- start) / Double(rounds)
  }

  private final class Ball: Sendable {
    let place = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
  }
}
