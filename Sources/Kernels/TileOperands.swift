import KernelInterface

/// The operands of a loop nest, cut into tiles of consecutive elements. Operand 0 is the output, operand i + 1 is input
/// i. All of it lives in the scratch. A tuple and not a struct: a type of a kernel module would bring weak functions for
/// its copying.
///
/// - `total`: elements of the nest; `tile`: elements of a tile, a multiple of 16.
/// - `operands`: twenty numbers an operand. `registers`: where the elements of each register are.
typealias TileOperands = (
  total: Int, tile: Int, operands: UnsafeMutablePointer<Int>,
  registers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
)

/// Neighbouring dimensions are merged where the operand allows it; the innermost comes first. Eight extents are followed
/// by eight strides, the number of dimensions (at least 1), the offset of the first element and how tiles are brought in.
typealias TileOperand = UnsafeMutablePointer<Int>

@inline(always) func stride(_ operand: TileOperand, _ d: Int) -> Int { operand[8 &+ d] }
@inline(always) func rank(_ operand: TileOperand) -> Int { operand[16] }
@inline(always) func origin(_ operand: TileOperand) -> Int { operand[17] }
@inline(always) func kind(_ operand: TileOperand) -> Int { operand[18] }

/// Kinds of operands: every element is the same one; all lie in a row; every tile has the same ones in the same places;
/// anything else.
@inline(always) var isOneNumber: Int { 0 }
@inline(always) var isInARow: Int { 1 }
@inline(always) var isTheSame: Int { 2 }
@inline(always) var isScattered: Int { 3 }

@inline(always)
func operand(_ nest: TileOperands, _ number: Int) -> TileOperand { nest.operands + 20 &* number }

/// The part `range` of dimension 0 of `loop`.
@inline(always)
func tileOperands(_ loop: ElementwiseLoop, _ range: Range<Int>) -> TileOperands {
  let count = loop.inputCount &+ loop.programCount
  let operands = UnsafeMutableRawPointer(loop.scratch + count &* tileElements)
    .bindMemory(to: Int.self, capacity: 20 &* (loop.inputCount &+ 1))
  let registers = UnsafeMutableRawPointer(operands + 20 &* (loop.inputCount &+ 1))
    .bindMemory(to: UnsafeMutablePointer<Float>.self, capacity: count)
  var nest: TileOperands = (range.upperBound &- range.lowerBound, tileElements, operands, registers)
  var d = 1
  while d < loop.rank {
    nest.total = nest.total &* greater(loop.extents[d], 0)
    d &+= 1
  }
  var i = 0
  while i <= loop.inputCount {
    mergeDimensions(loop, range, i, operand(nest, i))
    i &+= 1
  }
  nest.tile = tileLength(nest, loop.inputCount &+ 1)
  i = 0
  while i <= loop.inputCount {
    setKind(operand(nest, i), nest.tile)
    i &+= 1
  }
  return nest
}

@inline(always)
private func mergeDimensions(_ loop: ElementwiseLoop, _ range: Range<Int>, _ number: Int, _ operand: TileOperand) {
  let strides = loop.strides + number &* loop.rank
  (operand[0], operand[8]) = (1, 0)
  var rank = 0
  var d = loop.rank &- 1
  while d >= 0 {
    let extent = d == 0 ? range.upperBound &- range.lowerBound : loop.extents[d]
    if extent == 1 {
      d &-= 1
      continue
    }
    if rank > 0 && strides[d] == operand[7 &+ rank] &* operand[rank &- 1] {
      operand[rank &- 1] = operand[rank &- 1] &* extent
    } else {
      operand[rank] = extent
      operand[8 &+ rank] = strides[d]
      rank &+= 1
    }
    d &-= 1
  }
  operand[16] = greater(rank, 1)
  operand[17] = range.lowerBound &* strides[0]
}

/// Tiles end where a row of every operand ends, and a block of two dimensions too, if tiles of whole vectors are nearly
/// as long then as any; and rows that are longer than a tile end where one does.
@inline(always)
private func tileLength(_ nest: TileOperands, _ count: Int) -> Int {
  var (tile, unit, block) = (tileElements, 16, 1)
  var d = 0
  while d < 2 {
    block = nextBreak(nest, count, after: block)
    let parts = (block &+ tileElements &- 1) / tileElements
    if parts > 1 {
      let part = block / parts
      return part &* parts == block && part % unit == 0 && part >= shortestTile ? part : tile
    }
    // The least common multiple with 16.
    let next = block &* 16 / smaller(16, block & (0 &- block))
    if next > tileElements { return tile }
    if tileElements / next &* next >= shortestTile { (tile, unit) = (tileElements / next &* next, next) }
    d &+= 1
  }
  return tile
}

/// A tile is not made shorter than this to end where a row does.
@inline(always)
private var shortestTile: Int { 640 }

/// The least number of elements, more than `last`, after which a dimension of some operand ends.
@inline(always)
private func nextBreak(_ nest: TileOperands, _ count: Int, after last: Int) -> Int {
  var least = greater(nest.total, last)
  var i = 0
  while i < count {
    let operand = operand(nest, i)
    var block = 1
    var d = 0
    while d < rank(operand) && block <= last {
      block = block &* operand[d]
      d &+= 1
    }
    if block > last && block < least { least = block }
    i &+= 1
  }
  return least
}

@inline(always)
private func setKind(_ operand: TileOperand, _ tile: Int) {
  if rank(operand) == 1 {
    operand[18] = stride(operand, 0) == 0 ? isOneNumber : stride(operand, 0) == 1 ? isInARow : isScattered
    return
  }
  // A dimension of stride 0 is the outermost: those outside of it were merged with it or have another stride.
  let last = rank(operand) &- 1
  var block = 1
  var d = 0
  while d < last {
    block = block &* operand[d]
    d &+= 1
  }
  operand[18] = stride(operand, last) == 0 && tile % block == 0 ? isTheSame : isScattered
}
