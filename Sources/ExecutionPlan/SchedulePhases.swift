import KernelInterface

/// Orders instructions into phases, so that a step has few barriers. Greedy: all that can run by rows of the batch, then
/// all that is ready, and so on. Only what an instruction reads decides: every element of a buffer is written once.
struct SchedulePhases {
  /// The instructions in their new order, as indices into the old one.
  private(set) var order: [Int] = []
  /// Ranges of the new order.
  private(set) var phases: [Phase] = []
  /// How each instruction's output follows the rows of the batch, if it does.
  private let written: [Operand?]
  /// Of each instruction, the earlier ones that write to what it reads.
  private let sources: [[Source]]
  /// The phase of each instruction that has one.
  private var place: [Int?]

  /// An instruction that writes to the buffer of an operand.
  private struct Source {
    var writer: Int
    /// How the operand follows the rows of the batch, if it does.
    var read: Operand?
  }

  /// A block of each row of the batch, and whether it holds what is touched.
  private struct Operand {
    var stride: Int
    /// Strides before the first row's block.
    var block: Int
    var staysInRow: Bool

    init?(_ instruction: PlanMaker.PendingInstruction, operand: Int) {
      let view = operand == 0 ? instruction.output : instruction.inputs[operand - 1]
      guard let access = instruction.kernel.rowAccess(operand: operand, pitch: view.pitch) else { return nil }
      stride = access.stride
      block = stride > 0 ? view.offset / stride : 0
      staysInRow = access.staysInRow(view.offset)
    }
  }

  init(_ instructions: [PlanMaker.PendingInstruction]) {
    written = instructions.map { Operand($0, operand: 0) }
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
    guard let target = written[index], target.staysInRow else { return false }
    return sources[index].allSatisfy { source in
      if isBefore(phase, source.writer) { return true }
      guard place[source.writer] == phase, let read = source.read, let made = written[source.writer] else {
        return false
      }
      return read.stride == made.stride && read.staysInRow && read.block == made.block
    }
  }

  private static func sources(of instructions: [PlanMaker.PendingInstruction]) -> [[Source]] {
    var buffers: [Int: [Int]] = [:]
    var gradients: [Int] = []
    return instructions.enumerated().map { index, instruction in
      var sources: [Source] = []
      for (operand, view) in instruction.inputs.enumerated() {
        let writers =
          switch view.base {
          case .buffer(let buffer): buffers[buffer] ?? []
          case .fixed(let region): region == .gradients ? gradients : []
          }
        guard !writers.isEmpty else { continue }
        let read = Operand(instruction, operand: operand + 1)
        for writer in writers { sources.append(Source(writer: writer, read: read)) }
      }
      switch instruction.output.base {
      case .buffer(let buffer): buffers[buffer, default: []].append(index)
      case .fixed: gradients.append(index)
      }
      return sources
    }
  }
}
