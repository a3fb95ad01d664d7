import KernelInterface

/// Orders instructions into phases, so that a step has few barriers. Greedy: all that can run by rows of the batch, then
/// all that is ready, and so on. Only what an instruction reads decides: every element of a buffer is written once.
struct SchedulePhases {
  /// The instructions in their new order, as indices into the old one.
  private(set) var order: [Int] = []
  /// Ranges of the new order.
  private(set) var phases: [Phase] = []
  private let instructions: [PlanMaker.PendingInstruction]
  /// Of each instruction, the earlier ones that write to what it reads.
  private let sources: [[Source]]
  /// The phase of each instruction that has one.
  private var place: [Int?]

  /// An instruction that writes to the buffer of an operand.
  private struct Source {
    var writer: Int
    /// 1 is the first input.
    var operand: Int
  }

  init(_ instructions: [PlanMaker.PendingInstruction]) {
    self.instructions = instructions
    sources = Self.sources(of: instructions)
    place = Array(repeating: nil, count: instructions.count)
    var left = Array(instructions.indices)
    while !left.isEmpty {
      left = take(from: left, byRows: true)
      left = take(from: left, byRows: false)
    }
  }

  /// Makes a phase of all that fits, if anything does. Returns the rest.
  private mutating func take(from left: [Int], byRows: Bool) -> [Int] {
    let (phase, start) = (phases.count, order.count)
    var rest: [Int] = []
    for index in left {
      let fits = byRows ? runsByRows(index, phase) : sources[index].allSatisfy { isBefore(phase, $0.writer) }
      if fits {
        place[index] = phase
        order.append(index)
      } else {
        rest.append(index)
      }
    }
    if order.count > start { phases.append(byRows ? .rows(start..<order.count, most: 1) : .apart(start..<order.count)) }
    return rest
  }

  private func isBefore(_ phase: Int, _ index: Int) -> Bool { place[index].map { $0 < phase } ?? false }

  /// Whether row r of the result needs no more than row r of what the phase computes before.
  private func runsByRows(_ index: Int, _ phase: Int) -> Bool {
    let instruction = instructions[index]
    guard let written = access(instruction, operand: 0), written.staysInRow(instruction.output.offset) else {
      return false
    }
    return sources[index].allSatisfy { source in
      if isBefore(phase, source.writer) { return true }
      let writer = instructions[source.writer]
      guard place[source.writer] == phase, let read = access(instruction, operand: source.operand),
        let written = access(writer, operand: 0)
      else { return false }
      let offset = instruction.inputs[source.operand - 1].offset
      return read.stride == written.stride && read.staysInRow(offset)
        && offset / read.stride == writer.output.offset / read.stride
    }
  }

  private func access(_ instruction: PlanMaker.PendingInstruction, operand: Int) -> RowAccess? {
    let pitch = operand == 0 ? instruction.output.pitch : instruction.inputs[operand - 1].pitch
    return instruction.kernel.rowAccess(operand: operand, pitch: pitch)
  }

  private static func sources(of instructions: [PlanMaker.PendingInstruction]) -> [[Source]] {
    var buffers: [Int: [Int]] = [:]
    var gradients: [Int] = []
    return instructions.enumerated().map { index, instruction in
      let sources = instruction.inputs.enumerated().flatMap { operand, view -> [Source] in
        let writers =
          switch view.base {
          case .buffer(let buffer): buffers[buffer] ?? []
          case .fixed(let region): region == .gradients ? gradients : []
          }
        return writers.map { Source(writer: $0, operand: operand + 1) }
      }
      switch instruction.output.base {
      case .buffer(let buffer): buffers[buffer, default: []].append(index)
      case .fixed: gradients.append(index)
      }
      return sources
    }
  }
}
