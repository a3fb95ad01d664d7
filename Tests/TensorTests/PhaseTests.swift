import Diagnostics
import ExecutionPlan
import Testing
import TensorGraph

@testable import CPURuntime

@Suite("Phases")
struct PhaseTests {
  private static let rows = 6

  private func plans(_ structure: StructureCase) throws -> [(plan: Plan, elements: Int)] {
    let facts = ModelFixture.facts(missing: structure.missing)
    let fixture = try ModelFixture(structure.text, facts: facts, seed: 5, rows: Self.rows)
    let (model, table) = (fixture.model, fixture.table)
    let graphs = [
      try Programs.gradient(model, table, batchSize: Self.rows),
      try Programs.encode(model, table, batchSize: Self.rows, samples: 3, isExact: true),
    ]
    return try graphs.map { (try Plan($0, parameters: table, tileRows: 2), table.elementCount) }
  }

  @Test("have every instruction once, in order", arguments: StructureCase.all)
  func everyInstructionOnce(_ structure: StructureCase) throws {
    for (plan, elements) in try plans(structure) {
      #expect(plan.phases.flatMap(\.instructions) == Array(plan.instructions.indices))
      try plan.verify(parameterElements: elements)
    }
  }

  @Test("that are joined into one are refused: workers would meet", arguments: StructureCase.all)
  func joined(_ structure: StructureCase) throws {
    for (plan, elements) in try plans(structure) {
      let all = plan.instructions.indices
      for phase in [Phase.apart(all), .rows(all, most: 2)] where plan.phases != [phase] {
        var joined = plan
        joined.phases = [phase]
        #expect(throws: InternalError.self) { try joined.verify(parameterElements: elements) }
      }
    }
  }

  @Test("writes that overlap are refused")
  func overlapping() throws {
    for (plan, elements) in try plans(StructureCase.all[0]) {
      let place = plan.instructions.firstIndex {
        if case .matrixProduct(_, let columns, _, _, _, _) = $0.kernel { columns > 1 } else { false }
      }
      var narrow = plan
      narrow.instructions[try #require(place)].output.pitch = 1
      #expect(throws: InternalError.self) { try narrow.verify(parameterElements: elements) }
    }
  }

  @Test("are cut into tiles that cover all of every instruction once", arguments: StructureCase.all, [1, 2, 3, 7])
  func tilesCoverAll(_ structure: StructureCase, _ workers: Int) throws {
    for (plan, _) in try plans(structure) {
      let storage = ArgumentStorage()
      let bound = try plan.instructions.map { try TestBinder(storage).bind($0) }
      for phase in plan.phases {
        let job = try PhaseJob(phase, plan, bound, workers: workers, storage: storage)
        for rows in [Self.rows, 1, 5] {
          job.resize(rows: rows, bound)
          #expect(covered(job, rows, bound) == whole(phase, rows, bound))
        }
      }
    }
  }

  /// Of each instruction, how often each of its rows and columns is in a tile.
  private func covered(_ job: PhaseJob, _ rows: Int, _ bound: [BoundInstruction]) -> [Int: [[Int]: Int]] {
    var counts: [Int: [[Int]: Int]] = [:]
    for tile in 0..<job.tiles {
      job.forEachPart(of: tile, rows: rows, bound) { index, part in
        for row in part.rows {
          for column in part.columns { counts[index, default: [:]][[row, column], default: 0] += 1 }
        }
      }
    }
    return counts
  }

  private func whole(_ phase: Phase, _ rows: Int, _ bound: [BoundInstruction]) -> [Int: [[Int]: Int]] {
    var counts: [Int: [[Int]: Int]] = [:]
    for index in phase.instructions {
      let tiling = bound[index].tiling(rows: rows)
      for row in 0..<tiling.rows {
        for column in 0..<tiling.columns { counts[index, default: [:]][[row, column]] = 1 }
      }
    }
    return counts
  }
}

/// Binds instructions to memory that nothing reads.
private struct TestBinder {
  let memory: UnsafeMutablePointer<Float>
  let numbers: UnsafeMutablePointer<UInt32>
  let storage: ArgumentStorage

  init(_ storage: ArgumentStorage) throws {
    self.storage = storage
    memory = try storage.store([0])
    numbers = try storage.store([0])
  }

  func bind(_ instruction: Instruction) throws -> BoundInstruction {
    try InstructionBinder(
      storage: storage, base: { _ in memory }, rowNumbers: numbers, zeroRow: numbers, seed: 0, scratch: memory
    ).bind(instruction)
  }
}
