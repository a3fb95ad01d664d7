import KernelInterface

/// Elements a register of the tile program holds.
@inline(always) var tileElements: Int { 1024 }

/// `KernelTable.elementwise`: tiles of up to `tileElements` consecutive elements of the nest. The program runs once a
/// tile, one instruction over all its elements, so that its dispatch costs little whatever the innermost extent is.
func elementwise(_ loop: ElementwiseLoop, _ range: Range<Int>) {
  let count = loop.inputCount &+ loop.programCount
  if count == 0 || range.upperBound <= range.lowerBound { return }
  let nest = tileOperands(loop, range)
  fillUnchanging(loop, nest)
  let last = count &- 1
  let lastIsComputed = loop.programCount > 0 && !isConstant(loop.program[loop.programCount &- 1])
  let output = operand(nest, 0)
  var done = 0
  while done < nest.total {
    let elements = smaller(nest.total &- done, nest.tile)
    var i = 0
    while i < loop.inputCount {
      loadTile(nest, i &+ 1, from: loop.inputs[i], room: loop.scratch + i &* tileElements, done, elements)
      i &+= 1
    }
    let isDirect = lastIsComputed && elements == nest.tile && isRow(output, done, elements)
    if lastIsComputed {
      nest.registers[last] =
        isDirect ? loop.output + rowStart(output, done) : loop.scratch + last &* tileElements
    }
    runProgram(loop, nest.registers, (elements &+ 15) & ~15)
    if !isDirect { storeTile(output, from: nest.registers[last], to: loop.output, done, elements) }
    done &+= elements
  }
}

/// Applies all instructions to a tile. A copy before the last instruction is another name of the register it copies.
@inline(always)
private func runProgram(
  _ loop: ElementwiseLoop, _ registers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>, _ elements: Int
) {
  var i = 0
  while i < loop.programCount {
    if isCopy(loop.program[i]) && i &+ 1 < loop.programCount {
      registers[loop.inputCount &+ i] = registers[Int(truncatingIfNeeded: loop.program[i].a)]
    } else {
      run(loop.program[i], into: registers[loop.inputCount &+ i], registers, elements)
    }
    i &+= 1
  }
}

/// Whether an instruction is a constant. By pattern: `==` would ask for the code's conformance, through a weak function.
@inline(always)
private func isConstant(_ step: ElementwiseInstruction) -> Bool {
  if case .constant = step.code { return true }
  return false
}

@inline(always)
private func isCopy(_ step: ElementwiseInstruction) -> Bool {
  if case .copy = step.code { return true }
  return false
}

/// Gives every register its room, and fills those that no tile changes: constants, and operands that are one number.
@inline(always)
private func fillUnchanging(_ loop: ElementwiseLoop, _ nest: TileOperands) {
  var i = 0
  while i < loop.inputCount &+ loop.programCount {
    let room = loop.scratch + i &* tileElements
    nest.registers[i] = room
    if i < loop.inputCount {
      let operand = operand(nest, i &+ 1)
      if kind(operand) == isOneNumber { fill(room, loop.inputs[i][origin(operand)]) }
    } else {
      let step = loop.program[i &- loop.inputCount]
      let (a, b) = (Int(truncatingIfNeeded: step.a), Int(truncatingIfNeeded: step.b))
      if isConstant(step) {
        fill(room, step.constant)
      } else if isLastUse(loop, of: a, by: i) {
        nest.registers[i] = nest.registers[a]
      } else if isLastUse(loop, of: b, by: i) {
        nest.registers[i] = nest.registers[b]
      }
    }
    i &+= 1
  }
}

/// Whether register `a` is a result that nothing after register `i` is made of, so that its room, which is in the first
/// cache, can be taken. One that has another name keeps it.
@inline(always)
private func isLastUse(_ loop: ElementwiseLoop, of a: Int, by i: Int) -> Bool {
  if a < loop.inputCount || isConstant(loop.program[a &- loop.inputCount]) || isCopy(loop.program[a &- loop.inputCount])
  {
    return false
  }
  var j = a &- loop.inputCount &+ 1
  while j < loop.programCount {
    let step = loop.program[j]
    let isUsed =
      step.a == Int32(truncatingIfNeeded: a) || step.b == Int32(truncatingIfNeeded: a)
      || step.c == Int32(truncatingIfNeeded: a)
    if isUsed && (j &+ loop.inputCount > i || isCopy(step)) { return false }
    j &+= 1
  }
  return true
}

@inline(always)
private func fill(_ room: UnsafeMutablePointer<Float>, _ value: Float) {
  var i = 0
  while i < tileElements {
    store(Vector(repeating: value), room + i)
    i &+= 16
  }
}
