import ExecutionPlan

/// How a phase is cut into tiles and these shared among workers. Cut again when the rows of a batch change, in place.
@safe final class PhaseJob {
  let phase: Phase
  /// Tiles; those from `shares[w]` to `shares[w + 1]` are worker w's first.
  private(set) var tiles = 1
  let shares: UnsafeMutablePointer<Int>
  private let workers: Int
  /// Floating-point operations and bytes a row of a full batch.
  private let workPerRow: Double
  /// Of a phase of tiles in any order: each instruction's tiling, and where its tiles begin in each worker's share.
  private var tilings: [Tiling]
  private let starts: UnsafeMutablePointer<Int>

  /// Throws `MachineFailure` when memory is refused.
  init(
    _ phase: Phase, _ plan: Plan, _ instructions: [BoundInstruction], workers: Int, storage: ArgumentStorage
  ) throws {
    self.phase = phase
    self.workers = workers
    let members = plan.instructions[phase.instructions]
    workPerRow = members.reduce(0) { $0 + $1.flops + $1.bytes } / Double(max(plan.batchCapacity, 1))
    tilings = members.map { _ in Tiling() }
    unsafe shares = try storage.store(Array(repeating: 0, count: workers + 1))
    unsafe starts = try storage.store(Array(repeating: 0, count: workers * members.count + 1))
  }

  /// Cuts the phase for `rows` rows of the batch.
  func resize(rows: Int, _ instructions: [BoundInstruction]) {
    switch phase {
    case .rows(_, let most): cutRows(rows, most)
    case .apart(let range): cutTiles(range, rows, instructions)
    }
  }

  /// Work below which a tile is not worth another worker's attention.
  private static let leastWork = 65_536.0

  /// As many tiles as the slab needs, in whole rounds of the workers where there is work enough for all.
  private func cutRows(_ rows: Int, _ most: Int) {
    let needed = max(1, (rows + most - 1) / most)
    let isWorthAll = workPerRow * Double(rows) >= Self.leastWork * Double(workers) && rows >= workers
    tiles = isWorthAll ? (needed + workers - 1) / workers * workers : needed
    for worker in 0...workers { unsafe shares[worker] = tiles * worker / workers }
  }

  /// Every worker's share has its part of every instruction's tiles, the same part for the same sizes.
  private func cutTiles(_ range: Range<Int>, _ rows: Int, _ instructions: [BoundInstruction]) {
    for (place, index) in range.enumerated() { tilings[place] = instructions[index].tiling(rows: rows) }
    var next = 0
    for worker in 0..<workers {
      unsafe shares[worker] = next
      for place in tilings.indices {
        unsafe starts[worker * tilings.count + place] = next
        next += Self.end(of: worker, workers, tilings[place]) - Self.end(of: worker - 1, workers, tilings[place])
      }
    }
    unsafe shares[workers] = next
    unsafe starts[workers * tilings.count] = next
    let isSmall = tilings.allSatisfy { $0.count <= 1 } && workPerRow * Double(rows) < 2 * Self.leastWork
    tiles = isSmall ? 1 : next
  }

  /// Calls `body` with every instruction that a tile has a part of, in order, and that part.
  func forEachPart(
    of tile: Int, rows: Int, _ instructions: [BoundInstruction],
    _ body: (Int, (rows: Range<Int>, columns: Range<Int>)) -> Void
  ) {
    switch phase {
    case .rows(let range, _):
      let part = rows * tile / tiles..<rows * (tile + 1) / tiles
      for index in range { body(index, instructions[index].part(ofRows: part)) }
    case .apart(let range):
      if tiles == 1 {
        for (place, index) in range.enumerated() {
          for tile in 0..<tilings[place].count { body(index, tilings[place].tile(tile)) }
        }
      } else {
        let (worker, place) = position(of: tile)
        let first = Self.end(of: worker - 1, workers, tilings[place])
        let own = unsafe tile - starts[worker * tilings.count + place]
        body(range.lowerBound + place, tilings[place].tile(first + own))
      }
    }
  }

  /// The share that a tile is in and the place of its instruction in the phase.
  private func position(of tile: Int) -> (worker: Int, place: Int) {
    var (low, high) = (0, workers * tilings.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if unsafe starts[middle] <= tile { low = middle } else { high = middle }
    }
    return (low / tilings.count, low % tilings.count)
  }

  /// One past the last of an instruction's tiles in the share of `worker`; 0 for -1.
  private static func end(of worker: Int, _ workers: Int, _ tiling: Tiling) -> Int {
    tiling.count * (worker + 1) / workers
  }
}
