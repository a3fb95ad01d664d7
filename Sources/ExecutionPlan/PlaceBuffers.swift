/// Where every buffer is: in the arena, which holds all rows of the batch and in which a buffer lives for whole phases,
/// since workers may be at any of a phase's instructions; or, if one phase by rows makes it and uses it up, in the slab
/// of each worker, which holds the rows of one tile, lives instruction by instruction and stays in the worker's own
/// cache.
struct PlaceBuffers {
  private(set) var offsets: [Int]
  private(set) var isInSlab: [Bool]
  private(set) var arenaElements = 0
  private(set) var slabElements = 0
  /// The phases, those by rows with the rows of a tile.
  private(set) var phases: [Phase]

  /// Elements a slab is made for where that leaves products enough rows: half of a usual second-level cache.
  private static let usualSlab = 65_536
  /// Rows of a product that a panel of b is worth being packed for, and rows beyond which more gain nothing.
  private static let productRows = (least: 64, most: 192)

  init(
    _ buffers: [AssignOffsets.Buffer], _ instructions: [PlanMaker.PendingInstruction], _ phases: [Phase],
    kept: [PlanMaker.View], capacity: Int, tileRows: Int?
  ) {
    self.phases = phases
    offsets = Array(repeating: 0, count: buffers.count)
    isInSlab = Array(repeating: false, count: buffers.count)
    let uses = Uses(buffers, instructions, phases, kept)
    let owners = buffers.indices.map { uses.owner(of: $0, buffers[$0], capacity: capacity) }
    var inArena = uses.byPhase
    for (index, phase) in phases.enumerated() {
      guard case .rows(let range, _) = phase else { continue }
      let own = buffers.indices.filter { owners[$0] == index }
      let usual = Self.rows(own.map { uses.byInstruction[$0] }, instructions[range], capacity)
      let rows = tileRows.map { max(1, min($0, capacity)) } ?? usual
      self.phases[index] = .rows(range, most: rows)
      let slab = AssignOffsets(
        own.map {
          var buffer = uses.byInstruction[$0]
          buffer.elements = buffer.elements / capacity * rows
          return buffer
        })
      slabElements = max(slabElements, slab.size)
      for (place, buffer) in own.enumerated() {
        offsets[buffer] = slab.offsets[place]
        isInSlab[buffer] = true
        inArena[buffer] = AssignOffsets.Buffer(elements: 0, birth: 0, death: -1)
      }
    }
    let rest = buffers.indices.filter { !isInSlab[$0] }
    let arena = AssignOffsets(rest.map { inArena[$0] })
    arenaElements = arena.size
    for (place, buffer) in rest.enumerated() { offsets[buffer] = arena.offsets[place] }
  }

  /// Rows of the batch in a tile, from sizes alone.
  private static func rows(
    _ own: [AssignOffsets.Buffer], _ instructions: ArraySlice<PlanMaker.PendingInstruction>, _ capacity: Int
  ) -> Int {
    let perRow = max(1, AssignOffsets(own).size / max(capacity, 1))
    let fitting = usualSlab / perRow
    let factors = instructions.compactMap { instruction -> Int? in
      if case .matrixProduct = instruction.kernel { instruction.kernel.rowFactor } else { nil }
    }
    guard let factor = factors.min() else { return max(1, min(capacity, fitting)) }
    let (least, most) = ((productRows.least + factor - 1) / factor, productRows.most / factor)
    return max(1, min(capacity, max(least, min(most, fitting))))
  }
}

/// When buffers are used.
private struct Uses {
  /// With the first and last phase and the first and last instruction. Inputs and results live throughout.
  private(set) var byPhase: [AssignOffsets.Buffer]
  private(set) var byInstruction: [AssignOffsets.Buffer]
  private let phases: [Phase]

  init(
    _ buffers: [AssignOffsets.Buffer], _ instructions: [PlanMaker.PendingInstruction], _ phases: [Phase],
    _ kept: [PlanMaker.View]
  ) {
    self.phases = phases
    byPhase = buffers
    byInstruction = buffers
    for (phase, range) in phases.enumerated() {
      for index in range.instructions {
        for view in instructions[index].inputs + [instructions[index].output] {
          guard case .buffer(let buffer) = view.base else { continue }
          byPhase[buffer].extend(to: phase)
          byInstruction[buffer].extend(to: index)
        }
      }
    }
    for view in kept {
      if case .buffer(let buffer) = view.base { byPhase[buffer].death = .max }
    }
  }

  /// The phase by rows that a buffer belongs to alone.
  func owner(of buffer: Int, _ original: AssignOffsets.Buffer, capacity: Int) -> Int? {
    let life = byPhase[buffer]
    guard life.birth == life.death, phases.indices.contains(life.birth), case .rows = phases[life.birth],
      life.elements % max(capacity, 1) == 0
    else { return nil }
    return life.birth
  }
}

extension AssignOffsets.Buffer {
  fileprivate mutating func extend(to moment: Int) {
    birth = min(birth, moment)
    death = max(death, moment)
  }
}
