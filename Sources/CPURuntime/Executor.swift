import Diagnostics
import ExecutionPlan
import Glibc
import KernelInterface
import TensorGraph

/// Runs a plan: instruction after instruction, each cut into tiles that the workers of a pool take.
///
/// Everything is bound when the plan is loaded; `run` allocates nothing. The result does not depend on the number of
/// workers or on which of them takes a tile.
@safe package final class Executor {
  package let plan: Plan
  private let parameters: ParameterStore
  private let kernels: KernelTable
  private let pool: WorkerPool
  private let arena: AlignedMemory
  private let constants: AlignedMemory
  private let storage = ArgumentStorage()
  /// Numbers of the rows in the batch, which address random draws: `plan.batchCapacity` entries.
  package let rowNumbers: UnsafeMutablePointer<UInt32>
  private var instructions: [BoundInstruction] = []
  private let scratch: AlignedMemory
  private let scratchStride: Int
  private let jobs: [PhaseJob]
  private let slabs: AlignedMemory
  private let slabStride: Int
  /// Of each instruction, `SlabShift.strides`.
  private let slabStrides: [UnsafeMutablePointer<Int>]
  /// Room for `mostOperands` addresses a worker.
  private let addresses: UnsafeMutablePointer<UnsafePointer<Float>>
  private let mostOperands: Int
  private var rows = 0
  private var step: UInt32 = 0
  private var current = 0
  /// Nanoseconds of each instruction on each worker, and whether they are wanted.
  private let busy: UnsafeMutablePointer<UInt64>
  private var isTimed = false

  /// Loads a plan. `seed` keys its random streams. Throws `MachineFailure` when memory is refused.
  package init(
    plan: Plan, parameters: ParameterStore, kernels: KernelTable, pool: WorkerPool, seed: UInt64
  ) throws {
    self.plan = plan
    self.parameters = parameters
    self.kernels = kernels
    self.pool = pool
    arena = try AlignedMemory(count: plan.arenaElements)
    constants = try AlignedMemory(count: plan.constants.count)
    for (index, value) in plan.constants.enumerated() { unsafe constants.base[index] = value }
    unsafe rowNumbers = try unsafe storage.store(Array(repeating: UInt32(0), count: plan.batchCapacity))
    scratchStride = plan.instructions.reduce(0) { max($0, Self.scratchElements($1, plan.batchCapacity)) } + 16
    scratch = try AlignedMemory(count: scratchStride * pool.workers)
    slabStride = (plan.slabElements + 15) / 16 * 16 + 16
    slabs = try AlignedMemory(count: slabStride * pool.workers)
    let binder = unsafe InstructionBinder(
      storage: storage,
      base: { [arena, constants, parameters, slabs] region in
        switch region {
        case .arena: unsafe arena.base
        case .constants: unsafe constants.base
        case .parameters: unsafe parameters.parameters.base
        case .gradients: unsafe parameters.gradients.base
        case .slab: unsafe slabs.base
        }
      }, rowNumbers: unsafe rowNumbers, zeroRow: unsafe try storage.store([0]), seed: seed, scratch: unsafe scratch.base
    )
    let (bound, storage, workers) = (try plan.instructions.map(binder.bind), storage, pool.workers)
    instructions = bound
    jobs = try plan.phases.map { try PhaseJob($0, plan, bound, workers: workers, storage: storage) }
    unsafe slabStrides = try unsafe plan.instructions.map { unsafe try storage.store($0.slabStrides) }
    mostOperands = plan.instructions.reduce(0) { max($0, $1.inputs.count) }
    unsafe addresses = try unsafe storage.store(
      Array(repeating: UnsafePointer(scratch.base), count: mostOperands * workers))
    unsafe busy = try unsafe storage.store(Array(repeating: UInt64(0), count: plan.instructions.count * workers))
  }

  private static func scratchElements(_ instruction: Instruction, _ capacity: Int) -> Int {
    switch instruction.kernel {
    case .matrixProduct(_, _, let depth, _, _, _):
      (KernelInterface.MatrixProduct.scratchElements(depth: depth.count(rows: capacity)) + 15) / 16 * 16
    case .sparseProduct: KernelInterface.MatrixProduct.sparseScratchElements
    case .elementwise(let program, _, let strides):
      (ElementwiseLoop.scratchElements(inputCount: strides.count - 1, programCount: program.count) + 15) / 16 * 16
    default: 0
    }
  }

  /// Where the caller writes an input: rows `pitch` elements apart. nil if the plan does not read it.
  package func input(_ name: String) -> (base: UnsafeMutablePointer<Float>, pitch: Int)? {
    unsafe plan.input(name).map { unsafe (arena.base + $0.location.offset, $0.location.pitch) }
  }

  /// Where a result is after `run`. nil if the plan has none of that name.
  package func output(_ name: String) -> (base: UnsafePointer<Float>, pitch: Int, columns: Int)? {
    guard let port = plan.output(name) else { return nil }
    let base = unsafe port.location.region == .gradients ? parameters.gradients.base : arena.base
    return unsafe (UnsafePointer(base + port.location.offset), port.location.pitch, port.shape.columnCount)
  }

  /// Runs the plan on the first `rows` rows of its inputs; `step` addresses its random numbers. Where `times` is given,
  /// `times[i]` gets the nanoseconds of instruction i: the mean over the workers that its phase is cut for.
  package func run(rows: Int, step: UInt32, times: UnsafeMutablePointer<UInt64>? = nil) {
    prepare(rows: rows, step: step)
    isTimed = unsafe times != nil
    if isTimed { unsafe busy.update(repeating: 0, count: instructions.count * pool.workers) }
    for index in jobs.indices { runPhase(index) }
    guard let times = unsafe times else { return }
    for job in jobs {
      let workers = job.tiles == 1 ? 1 : pool.workers
      for index in job.phase.instructions {
        var sum: UInt64 = 0
        for worker in 0..<pool.workers { unsafe sum += busy[worker * instructions.count + index] }
        unsafe times[index] = sum / UInt64(workers)
      }
    }
  }

  /// Runs again on one thread and returns the first instruction whose result holds a NaN or an infinity.
  package func firstNonFinite(rows: Int, step: UInt32) -> Instruction? {
    prepare(rows: rows, step: step)
    isTimed = false
    for job in jobs {
      var first: Int?
      for tile in 0..<job.tiles {
        job.forEachPart(of: tile, rows: rows, instructions) { index, part in
          run(index, part, worker: 0)
          if !isFinite(index, part) { first = min(first ?? index, index) }
        }
      }
      if let first { return plan.instructions[first] }
    }
    return nil
  }

  private func prepare(rows: Int, step: UInt32) {
    self.step = step
    let scale: Float = rows == 0 ? 0 : 1 / Float(rows)
    if let inverse = unsafe input(InputKeys.inverseRows) { unsafe inverse.base.pointee = scale }
    guard rows != self.rows else { return }
    self.rows = rows
    for instruction in instructions { instruction.resize(rows: rows) }
    for job in jobs { job.resize(rows: rows, instructions) }
  }

  private func runPhase(_ index: Int) {
    current = index
    let job = jobs[index]
    if job.tiles <= 1 || pool.workers == 1 {
      for tile in 0..<job.tiles { runTile(tile, 0) }
    } else {
      unsafe pool.run(tiles: job.tiles, shares: job.shares, context: Unmanaged.passUnretained(self).toOpaque()) {
        context, tile, worker in
        unsafe Unmanaged<Executor>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.runTile(tile, worker) }
      }
    }
  }

  private func runTile(_ tile: Int, _ worker: Int) {
    jobs[current].forEachPart(of: tile, rows: rows, instructions) { index, part in run(index, part, worker: worker) }
  }

  private func run(_ index: Int, _ tile: (rows: Range<Int>, columns: Range<Int>), worker: Int) {
    let start = isTimed ? monotonicNanoseconds() : 0
    let shift = unsafe SlabShift(
      strides: slabStrides[index], slab: worker * slabStride,
      row: instructions[index].batchRow(of: tile.rows.lowerBound),
      addresses: addresses + worker * mostOperands)
    unsafe instructions[index].run(
      tile, shift, kernels: kernels, scratch: scratch.base + worker * scratchStride, rows: rows, step: step)
    if isTimed { unsafe busy[worker * instructions.count + index] &+= monotonicNanoseconds() &- start }
  }

  /// Whether a tile's results on worker 0 are all finite: of an instruction in the arena, all it has written so far.
  private func isFinite(_ index: Int, _ tile: (rows: Range<Int>, columns: Range<Int>)) -> Bool {
    let instruction = plan.instructions[index]
    let isInSlab = instruction.output.region == .slab
    let base = unsafe memory(of: instruction.output.region)
    let end = instructions[index].batchRow(of: tile.rows.upperBound)
    let count = isInSlab ? end - instructions[index].batchRow(of: tile.rows.lowerBound) : rows
    let start = unsafe base + instruction.output.offset
    for element in 0..<(instruction.reach(ofOperand: 0, rows: count) ?? 0) where unsafe !start[element].isFinite {
      return false
    }
    return true
  }
}

extension Executor {
  /// Base of a region that instructions write to, of worker 0.
  private func memory(of region: Region) -> UnsafeMutablePointer<Float> {
    switch region {
    case .gradients: unsafe parameters.gradients.base
    case .slab: unsafe slabs.base
    default: unsafe arena.base
    }
  }
}

extension Instruction {
  /// `SlabShift.strides` of the instruction.
  fileprivate var slabStrides: [Int] {
    ([output] + inputs).enumerated().map { $1.region == .slab ? rowStride(ofOperand: $0) : 0 }
  }
}
