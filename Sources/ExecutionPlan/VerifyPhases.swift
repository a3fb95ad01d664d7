/// One operand of an instruction of a phase.
private struct Access {
  let instruction: Int
  let isWrite: Bool
  let elements: ElementSet
  /// How it follows the rows of the batch, in a phase by rows.
  let rows: RowAccess?
}

extension Plan {
  /// What is wrong with a phase; nil if no two workers can meet. In a phase by rows, an element that one instruction
  /// writes and another touches must belong to one row of the batch; in a phase apart there is none. Slabs have one
  /// worker each.
  func flaw(of phase: Phase) -> String? {
    if case .apart(let range) = phase {
      let isInSlab = { (index: Int) in
        ([instructions[index].output] + instructions[index].inputs).contains { $0.region == .slab }
      }
      if let index = range.first(where: isInSlab) {
        return "instruction \(index) is in no phase by rows and uses a slab"
      }
    }
    let accesses = accesses(of: phase).sorted { $0.elements.offset < $1.elements.offset }
    for (index, first) in accesses.enumerated() {
      for second in accesses[(index + 1)...] {
        if second.elements.offset >= first.elements.offset + first.elements.span { break }
        guard first.isWrite || second.isWrite, first.instruction != second.instruction,
          !first.elements.isApart(from: second.elements), !isOfOneRow(first, second)
        else { continue }
        return "instructions \(first.instruction) and \(second.instruction) of one phase meet in "
          + "\(first.elements.region) \(second.elements.offset)"
      }
    }
    return nil
  }

  private func accesses(of phase: Phase) -> [Access] {
    var byRows = false
    if case .rows = phase { byRows = true }
    return phase.instructions.flatMap { index -> [Access] in
      let instruction = instructions[index]
      return (0...instruction.inputs.count).compactMap { operand in
        let elements = instruction.elements(ofOperand: operand, rows: batchCapacity)
        guard let elements, elements.region == .arena || elements.region == .gradients else { return nil }
        return Access(
          instruction: index, isWrite: operand == 0, elements: elements,
          rows: byRows ? instruction.rowAccess(ofOperand: operand) : nil)
      }
    }
  }

  /// Whether row r of one can meet no other row of the other: equal strides, and both windows in one stride.
  private func isOfOneRow(_ first: Access, _ second: Access) -> Bool {
    guard let left = first.rows, let right = second.rows, left.stride == right.stride else { return false }
    let start = min(first.elements.offset, second.elements.offset)
    let end = max(first.elements.offset + left.span, second.elements.offset + right.span)
    return end - start <= left.stride
  }
}
