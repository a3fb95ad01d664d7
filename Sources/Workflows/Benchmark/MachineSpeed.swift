import CPURuntime
import KernelInterface

/// What this machine does at its best, measured now: the bounds that instructions are judged by.
struct MachineSpeed {
  var instructionSet: String
  var threads: Int
  /// Floating-point operations a second of one thread, and of all together.
  var flopsOfOne = 0.0
  var flops = 0.0
  /// Bytes a second that all threads together move through `a + b / 2`, over as much memory as a step uses.
  var bytesPerSecond = 0.0
  /// Memory that was moved, in bytes.
  var footprint: Int
  /// Nanoseconds for a cache line to go to another processor and back; nil with one thread.
  var roundTrip: Double?

  /// Takes some tenths of a second. Throws `MachineFailure` when memory is refused.
  init(_ machine: Machine, footprint: Int) throws {
    instructionSet = machine.kernels.name
    threads = machine.pool.workers
    self.footprint = max(footprint, 1 << 20)
    flopsOfOne = Self.peak(machine.kernels, nil)
    flops = threads == 1 ? flopsOfOne : Self.peak(machine.kernels, machine.pool)
    bytesPerSecond = try Self.bandwidth(machine, footprint: self.footprint)
    roundTrip = RoundTrip.measure(machine.pool)
  }

  private static let tries = 9

  /// The best of some tries of a few milliseconds each, on one thread or on all of a pool.
  private static func peak(_ kernels: KernelTable, _ pool: WorkerPool?) -> Double {
    let rounds = 200_000
    let tiles = (pool?.workers ?? 1) * 4
    let fastest = least {
      seconds {
        if let pool {
          pool.run(tiles: tiles) { _, _ in _ = kernels.multiplyAddChains(rounds) }
        } else {
          for _ in 0..<tiles { _ = kernels.multiplyAddChains(rounds) }
        }
      }
    }
    return Double(tiles * rounds * kernels.multiplyAddChainFlops) / fastest
  }

  private static func bandwidth(_ machine: Machine, footprint: Int) throws -> Double {
    let count = footprint / 12 / 16 * 16
    let (y, a, b) = (
      try AlignedMemory(count: count), try AlignedMemory(count: count), try AlignedMemory(count: count)
    )
    let tile = max(16, min(count / machine.pool.workers, 16_384) / 16 * 16)
    let tiles = (count + tile - 1) / tile
    let fastest = least {
      seconds {
        machine.pool.run(tiles: tiles) { index, _ in
          unsafe machine.kernels.triad(y.base, a.base, b.base, index * tile..<min(index * tile + tile, count))
        }
      }
    }
    return Double(12 * count) / fastest
  }

  /// The least of some tries, over long enough that a worker held up elsewhere comes back.
  private static func least(_ seconds: () -> Double) -> Double {
    var (fastest, total, count) = (Double.infinity, 0.0, 0)
    while count < tries || (total < 0.06 && count < 1_000) {
      let time = seconds()
      fastest = min(fastest, time)
      total += time
      count += 1
    }
    return fastest
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let start = monotonicNanoseconds()
    body()
    return Double(max(1, monotonicNanoseconds() &- start)) * 1e-9
  }
}
