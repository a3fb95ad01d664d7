import KernelInterface

/// A loop nest whose neighbouring dimensions are merged where every operand allows it, and the place of a tile in it.
/// Operand 0 is the output, operand i + 1 is input i; dimension 0 is the innermost. All of it lives in the scratch.
///
/// A tuple and not a struct: a type of a kernel module would bring weak functions for its copying.
///
/// - `total`: elements of the nest; `rank`: dimensions left, at least 1; `extents`: of each.
/// - `index`: position of the tile's first element; `walk`: room for the position of a walk through one tile.
/// - `origins`: offset of each operand's first element, the part of the loop's dimension 0 that the range skips.
/// - `strides`: eight an operand. `registers`: where the elements of each register are.
typealias MergedNest = (
  total: Int, rank: Int, extents: UnsafeMutablePointer<Int>, index: UnsafeMutablePointer<Int>,
  walk: UnsafeMutablePointer<Int>, origins: UnsafeMutablePointer<Int>, strides: UnsafeMutablePointer<Int>,
  registers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
)

/// The part `range` of dimension 0 of `loop`.
@inline(always)
func mergedNest(_ loop: ElementwiseLoop, _ range: Range<Int>) -> MergedNest {
  let count = loop.inputCount &+ loop.programCount
  let room = UnsafeMutableRawPointer(loop.scratch + count &* tileElements)
  let extents = room.bindMemory(to: Int.self, capacity: 24 &+ 9 &* (loop.inputCount &+ 1))
  let strides = extents + 24 + (loop.inputCount &+ 1)
  let registers = UnsafeMutableRawPointer(strides + 8 &* (loop.inputCount &+ 1))
    .bindMemory(to: UnsafeMutablePointer<Float>.self, capacity: count)
  var nest: MergedNest = (1, 0, extents, extents + 8, extents + 16, extents + 24, strides, registers)
  var d = loop.rank &- 1
  while d >= 0 {
    append(d == 0 ? range.upperBound &- range.lowerBound : loop.extents[d], dimension: d, of: loop, to: &nest)
    d &-= 1
  }
  if nest.rank == 0 { appendUnit(of: loop, to: &nest) }
  d = 0
  while d <= loop.inputCount {
    nest.origins[d] = range.lowerBound &* loop.strides[d &* loop.rank]
    d &+= 1
  }
  d = 0
  while d < 8 {
    nest.index[d] = 0
    d &+= 1
  }
  return nest
}

/// Takes dimension `d` of the loop as the next outer one, or as part of the one before.
@inline(always)
private func append(_ extent: Int, dimension d: Int, of loop: ElementwiseLoop, to nest: inout MergedNest) {
  nest.total = nest.total &* greater(extent, 0)
  if extent == 1 { return }
  let rank = nest.rank
  var merges = rank > 0
  var operand = 0
  while merges && operand <= loop.inputCount {
    let inner = nest.strides[operand &* 8 &+ rank &- 1] &* nest.extents[rank &- 1]
    merges = loop.strides[operand &* loop.rank &+ d] == inner
    operand &+= 1
  }
  if merges {
    nest.extents[rank &- 1] = nest.extents[rank &- 1] &* extent
    return
  }
  nest.extents[rank] = extent
  operand = 0
  while operand <= loop.inputCount {
    nest.strides[operand &* 8 &+ rank] = loop.strides[operand &* loop.rank &+ d]
    operand &+= 1
  }
  nest.rank = rank &+ 1
}

/// One dimension of extent 1.
@inline(always)
private func appendUnit(of loop: ElementwiseLoop, to nest: inout MergedNest) {
  nest.extents[0] = 1
  nest.rank = 1
  var operand = 0
  while operand <= loop.inputCount {
    nest.strides[operand &* 8] = 0
    operand &+= 1
  }
}

/// Whether every element of the operand is the same one.
@inline(always)
func isConstant(_ nest: MergedNest, _ operand: Int) -> Bool {
  var d = 0
  while d < nest.rank {
    if nest.strides[operand &* 8 &+ d] != 0 { return false }
    d &+= 1
  }
  return true
}

/// Whether a tile of elements of the operand lie in a row from the tile's first one on.
@inline(always)
func isRun(_ nest: MergedNest, _ operand: Int) -> Bool {
  var length = 1
  var passed = 0
  var d = 0
  while d < nest.rank && nest.strides[operand &* 8 &+ d] == length {
    passed = passed &+ nest.index[d] &* length
    length = length &* nest.extents[d]
    d &+= 1
  }
  return length &- passed >= tileElements
}

/// Offset of the element of an operand at `position`: `nest.index` or `nest.walk`.
@inline(always)
func offset(_ nest: MergedNest, _ operand: Int, at position: UnsafeMutablePointer<Int>) -> Int {
  var sum = nest.origins[operand]
  var d = 0
  while d < nest.rank {
    sum = sum &+ position[d] &* nest.strides[operand &* 8 &+ d]
    d &+= 1
  }
  return sum
}

/// Moves a position on by `count` steps of dimension `first`; the outermost dimension is left to run over at the end.
@inline(always)
func advance(_ nest: MergedNest, _ position: UnsafeMutablePointer<Int>, dimension first: Int, by count: Int) {
  position[first] = position[first] &+ count
  var d = first
  while d &+ 1 < nest.rank && position[d] >= nest.extents[d] {
    let whole = position[d] == nest.extents[d] ? 1 : position[d] / nest.extents[d]
    position[d] = position[d] &- whole &* nest.extents[d]
    position[d &+ 1] = position[d &+ 1] &+ whole
    d &+= 1
  }
}
