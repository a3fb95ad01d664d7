import KernelInterface

/// Elements a register of the tile program holds.
@inline(always) var tileElements: Int { 512 }

/// `KernelTable.elementwise`: tiles of `tileElements` consecutive elements of the merged nest. The program runs once a tile, one
/// instruction over all its elements, so that its dispatch costs little whatever the innermost extent is.
func elementwise(_ loop: ElementwiseLoop, _ range: Range<Int>) {
  let count = loop.inputCount &+ loop.programCount
  if count == 0 || range.upperBound <= range.lowerBound { return }
  let nest = mergedNest(loop, range)
  fillUnchanging(loop, nest)
  let last = count &- 1
  let lastIsComputed = loop.programCount > 0 && !isConstant(loop.program[loop.programCount &- 1])
  var done = 0
  while done < nest.total {
    let elements = smaller(nest.total &- done, tileElements)
    var i = 0
    while i < loop.inputCount {
      loadTile(
        nest, operand: i &+ 1, from: loop.inputs[i], room: loop.scratch + i &* tileElements, register: i, elements)
      i &+= 1
    }
    let isDirect = lastIsComputed && elements == tileElements && isRun(nest, 0)
    if lastIsComputed {
      nest.registers[last] =
        isDirect ? loop.output + offset(nest, 0, at: nest.index) : loop.scratch + last &* tileElements
    }
    i = 0
    while i < loop.programCount {
      run(loop.program[i], into: nest.registers[loop.inputCount &+ i], nest.registers, (elements &+ 15) & ~15)
      i &+= 1
    }
    if !isDirect { storeTile(nest, from: nest.registers[last], to: loop.output, elements) }
    advance(nest, nest.index, dimension: 0, by: elements)
    done &+= elements
  }
}

/// Whether an instruction is a constant. By pattern: `==` would ask for the code's conformance, through a weak function.
@inline(always)
private func isConstant(_ step: ElementwiseInstruction) -> Bool {
  if case .constant = step.code { return true }
  return false
}

/// Gives every register its room, and fills those that no tile changes: constants, and operands that are one number.
@inline(always)
private func fillUnchanging(_ loop: ElementwiseLoop, _ nest: MergedNest) {
  var i = 0
  while i < loop.inputCount &+ loop.programCount {
    let room = loop.scratch + i &* tileElements
    nest.registers[i] = room
    if i < loop.inputCount {
      if isConstant(nest, i &+ 1) { fill(room, loop.inputs[i][nest.origins[i &+ 1]]) }
    } else if isConstant(loop.program[i &- loop.inputCount]) {
      fill(room, loop.program[i &- loop.inputCount].constant)
    }
    i &+= 1
  }
}

@inline(always)
private func fill(_ room: UnsafeMutablePointer<Float>, _ value: Float) {
  var i = 0
  while i < tileElements {
    store(Vector(repeating: value), room + i)
    i &+= 16
  }
}
