package final class WorkerPool: Sendable {
  package let workers = 1
  package init(threads: Int) {}
  package func run(tiles: Int, _ body: @Sendable (Int, Int) -> Void) { for tile in 0..<tiles { body(tile, 0) } }
}
