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
  private var rows = 0
  private var step: UInt32 = 0
  private var current = 0
  private var tiling = Tiling()

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
    let binder = unsafe InstructionBinder(
      storage: storage,
      base: { [arena, constants, parameters] region in
        switch region {
        case .arena: unsafe arena.base
        case .constants: unsafe constants.base
        case .parameters: unsafe parameters.parameters.base
        case .gradients: unsafe parameters.gradients.base
        }
      }, rowNumbers: unsafe rowNumbers, zeroRow: unsafe try storage.store([0]), seed: seed, scratch: unsafe scratch.base
    )
    instructions = try plan.instructions.map(binder.bind)
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

  /// Runs the plan on the first `rows` rows of its inputs; `step` addresses its random numbers. Instruction i's
  /// nanoseconds are written to `times[i]` where that is given.
  package func run(rows: Int, step: UInt32, times: UnsafeMutablePointer<UInt64>? = nil) {
    prepare(rows: rows, step: step)
    guard let times = unsafe times else {
      for index in instructions.indices { runInstruction(index) }
      return
    }
    var last = monotonicNanoseconds()
    for index in instructions.indices {
      runInstruction(index)
      let now = monotonicNanoseconds()
      unsafe times[index] = now &- last
      last = now
    }
  }

  /// Runs again, one instruction after another, and returns the first whose result holds a NaN or an infinity.
  package func firstNonFinite(rows: Int, step: UInt32) -> Instruction? {
    prepare(rows: rows, step: step)
    for index in instructions.indices {
      runInstruction(index)
      if !isFinite(plan.instructions[index]) { return plan.instructions[index] }
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
  }

  private func runInstruction(_ index: Int) {
    current = index
    tiling = instructions[index].tiling(rows: rows)
    if tiling.count <= 1 || pool.workers == 1 {
      for tile in 0..<tiling.count { runTile(tile, 0) }
    } else {
      unsafe pool.run(tiles: tiling.count, context: Unmanaged.passUnretained(self).toOpaque()) {
        context, tile, worker in
        unsafe Unmanaged<Executor>.fromOpaque(context).takeUnretainedValue().runTile(tile, worker)
      }
    }
  }

  private func runTile(_ tile: Int, _ worker: Int) {
    unsafe instructions[current].run(
      tiling.tile(tile), kernels: kernels, scratch: scratch.base + worker * scratchStride, rows: rows, step: step)
  }

  private func isFinite(_ instruction: Instruction) -> Bool {
    let base = unsafe instruction.output.region == .gradients ? parameters.gradients.base : arena.base
    let reach = instruction.reach(ofOperand: 0, rows: rows) ?? 0
    let start = unsafe base + instruction.output.offset
    for index in 0..<reach where unsafe !start[index].isFinite { return false }
    return true
  }
}
