import CPURuntime
import Diagnostics
import Glibc
import KernelInterface
import Synchronization
import Testing

/// One number that threads count up.
private final class Counter: Sendable {
  let value = Atomic<Int>(0)
}

/// How often each tile ran, and on which workers (a bit each).
private final class Tally: Sendable {
  let counts: [Counter]
  let workers = Atomic<Int>(0)
  init(_ tiles: Int) { counts = (0..<tiles).map { _ in Counter() } }
}

@Suite struct WorkerPoolTests {
  /// What a thread sets up it has set up before the first job, whose steps must allocate nothing.
  @Test func threadsHaveBegunWhenThePoolIsMade() throws {
    for _ in 0..<20 {
      let begun = Counter()
      let pool = try WorkerPool(threads: 4) { _ in
        usleep(500)
        begun.value.wrappingAdd(1, ordering: .relaxed)
      }
      #expect(begun.value.load(ordering: .relaxed) == pool.workers - 1)
    }
  }

  @Test(arguments: [1, 2, 3, 7])
  func everyTileRunsOnce(_ threads: Int) throws {
    let pool = try WorkerPool(threads: threads)
    for tiles in [0, 1, 2, 3, 7, 8, 100] {
      let tally = Tally(tiles)
      pool.run(tiles: tiles) { tile, worker in
        tally.counts[tile].value.wrappingAdd(1, ordering: .relaxed)
        tally.workers.bitwiseOr(1 << worker, ordering: .relaxed)
      }
      #expect(tally.counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
      #expect(tally.workers.load(ordering: .relaxed) >> threads == 0)
    }
  }

  /// A job sees what the job before it wrote: 20,000 jobs that each add one to every cell from its neighbour.
  @Test(arguments: [1, 2, 3, 7])
  func manyTinyJobsFollowOneAnother(_ threads: Int) throws {
    let pool = try WorkerPool(threads: threads)
    nonisolated(unsafe) let cells = UnsafeMutablePointer<Int>.allocate(capacity: 16)
    cells.initialize(repeating: 0, count: 16)
    defer { cells.deallocate() }
    for job in 0..<20_000 {
      let (from, to) = (job % 2 * 8, (job + 1) % 2 * 8)
      pool.run(tiles: 8) { tile, _ in cells[to + tile] = cells[from + (tile + 1) % 8] + 1 }
    }
    #expect((0..<8).allSatisfy { cells[$0] == 20_000 })
  }

  @Test func workersSleepAndWake() throws {
    let pool = try WorkerPool(threads: 3)
    for _ in 0..<5 {
      usleep(20_000)
      let tally = Tally(30)
      pool.run(tiles: 30) { tile, _ in
        tally.counts[tile].value.wrappingAdd(1, ordering: .relaxed)
        usleep(300)
      }
      #expect(tally.counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
    }
  }

  @Test func poolsComeAndGo() throws {
    for round in 0..<50 {
      let pool = try WorkerPool(threads: 1 + round % 4)
      let tally = Tally(4)
      pool.run(tiles: 4) { tile, _ in tally.counts[tile].value.wrappingAdd(1, ordering: .relaxed) }
      #expect(tally.counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
      #expect(pool.workers == 1 + round % 4)
    }
  }

  @Test func threadsEndWithTheirPool() throws {
    let ended = Tally(8)
    var key = pthread_key_t()
    #expect(
      pthread_key_create(&key) { value in
        if let value {
          Unmanaged<Counter>.fromOpaque(value).takeRetainedValue().value.wrappingAdd(1, ordering: .relaxed)
        }
      } == 0)
    let local = key
    for _ in 0..<20 {
      _ = try WorkerPool(threads: 4) { worker in
        pthread_setspecific(local, Unmanaged.passRetained(ended.counts[worker]).toOpaque())
      }
    }
    // A thread's own values are destroyed when it ends, and the pool's end has waited for that.
    #expect(ended.counts.map { $0.value.load(ordering: .relaxed) } == [0, 20, 20, 20, 0, 0, 0, 0])
    pthread_key_delete(key)
  }

  @Test func threadsAnnounceThemselvesAndBlockSignals() throws {
    let seen = Tally(4)
    do {
      let pool = try WorkerPool(threads: 4) { worker in
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        let isRight = sigismember(&mask, SIGTERM) == 1 && sigismember(&mask, SIGSEGV) == 0
        seen.counts[worker].value.wrappingAdd(isRight ? 1 : 100, ordering: .relaxed)
      }
      pool.run(tiles: 1) { _, _ in }
    }
    #expect(seen.counts.map { $0.value.load(ordering: .relaxed) } == [0, 1, 1, 1])
  }

  /// The bits of a product do not depend on who computes its tiles.
  @Test func productHasTheSameBitsForAnyThreads() throws {
    let (m, n, k) = (97, 83, 61)
    let (a, b) = (randomFloats(m * k, seed: 1), randomFloats(k * n, seed: 2))
    var results: [[UInt32]] = []
    for threads in [1, 2, 3, 7] {
      let pool = try WorkerPool(threads: threads)
      let c = Floats(count: m * n)
      let scratch = (0..<threads).map { _ in Floats(count: MatrixProduct.scratchElements(depth: k)) }
      let products = scratch.map {
        MatrixProduct(
          a: a.base, aRowStride: k, aColumnStride: 1, b: b.base, bRowStride: n, bColumnStride: 1, c: c.base,
          cRowStride: n, depth: k, bias: nil, accumulates: false, scratch: $0.base)
      }
      let rows = uneven(m, into: threads + 2)
      pool.run(tiles: rows.count * 3) { tile, worker in
        let columns = [0..<16, 16..<50, 50..<n][tile % 3]
        fastest.matrixProduct(products[worker], rows[tile / 3], columns)
      }
      results.append(c.bits)
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }
}

@Suite struct MachineTests {
  @Test func memoryIsZeroedAndAligned() throws {
    for count in [0, 1, 1000, 3_000_000] {
      let memory = try AlignedMemory(count: count)
      #expect(UInt(bitPattern: memory.base) % 64 == 0 && memory.count == count)
      #expect(memory.buffer.allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: [Int.max, Int.max / 4, 1 << 50, -1])
  func memoryTheMachineLacksIsAnError(_ count: Int) {
    #expect(throws: MachineFailure.self) { try AlignedMemory(count: count) }
  }

  @Test func selectionNamesWhatTheMachineHas() throws {
    let old = ProcessorFeatures(flags: ["sse2", "avx"])
    #expect(try KernelSelection.table(on: old).name == "portable")
    do {
      _ = try KernelSelection.table(named: "avx512", on: old)
      Issue.record("an old processor was given AVX-512")
    } catch let failure as MachineFailure {
      #expect(failure.message.contains("`avx512`") && failure.message.contains("`portable`"))
    }
    #expect(throws: MachineFailure.self) { try KernelSelection.table(named: "sse9") }
    #expect(tables.map(\.name) == KernelSelection.available())
    #if arch(x86_64)
      let third = "avx avx2 bmi1 bmi2 f16c fma abm movbe xsave"
      let fourth = third + " avx512f avx512bw avx512cd avx512dq avx512vl"
      #expect(KernelSelection.available(on: .init(flags: Set(third.split(separator: " ")))) == ["portable", "avx2"])
      #expect(KernelSelection.available(on: .init(flags: Set(fourth.split(separator: " ")))).last == "avx512")
      #expect(try KernelSelection.table(named: "avx512", on: .init(hasAVX2: true, hasAVX512: true)).name == "avx512")
    #endif
  }
}
