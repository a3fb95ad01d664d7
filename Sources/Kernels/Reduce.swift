import KernelInterface

/// `KernelTable.reduce`: sixteen outputs at a time along the innermost kept dimension, each in a lane of its own; where
/// the innermost reduced dimension is contiguous and longer than 16, one output at a time with its run in the lanes.
func reduce(_ loop: ReduceLoop, _ range: Range<Int>) {
  let inner = loop.keptRank &- 1
  let tile = range.upperBound &- range.lowerBound
  let width = inner == 0 ? tile : loop.keptExtents[inner]
  var rows = inner == 0 ? 1 : tile
  var d = 1
  while d < inner {
    rows = rows &* loop.keptExtents[d]
    d &+= 1
  }
  if tile <= 0 || width <= 0 { return }
  let firstInput = loop.input + range.lowerBound &* loop.keptInputStrides[0]
  let firstOutput = loop.output + range.lowerBound &* loop.keptOutputStrides[0]
  var row = hasNarrowColumns(loop, width) ? sumNarrowColumns(loop, firstInput, firstOutput, width, rows) : 0
  while row < rows {
    var (input, output) = (firstInput, firstOutput)
    var rest = row
    d = inner &- 1
    while d >= 0 {
      let index = d == 0 ? rest : rest % loop.keptExtents[d]
      rest = d == 0 ? 0 : rest / loop.keptExtents[d]
      input += index &* loop.keptInputStrides[d]
      output += index &* loop.keptOutputStrides[d]
      d &-= 1
    }
    reduceRow(loop, input, output, width)
    row &+= 1
  }
}

/// Whether rows of up to 16 outputs are sums of neighbouring columns and can be made several rows at a time.
@inline(always)
private func hasNarrowColumns(_ loop: ReduceLoop, _ width: Int) -> Bool {
  guard case .sum = loop.code, loop.keptRank == 2, loop.reducedRank == 1, width <= 16 else { return false }
  return loop.keptInputStrides[1] == 1 && loop.keptOutputStrides[1] == 1 && loop.reducedInputStrides[0] != 1
}

/// All outputs along the innermost kept dimension.
private func reduceRow(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ width: Int
) {
  let from = loop.keptInputStrides[loop.keptRank &- 1]
  let to = loop.keptOutputStrides[loop.keptRank &- 1]
  let last = loop.reducedRank &- 1
  let isContiguous = loop.reducedInputStrides[last] == 1
  let oneByOne = isContiguous && (loop.reducedExtents[last] > 16 || width < 4 || isSoftplusSum(loop.code))
  var j = 0
  if case .sum = loop.code, !isContiguous, from == 1, to == 1 {
    while j &+ 64 <= width {
      sumColumns64(loop, input + j, output + j)
      j &+= 64
    }
  }
  while j < width {
    if !oneByOne && isContiguous, case .sum = loop.code {
      sumShortRows(loop, input + j &* from, from, width &- j, output + j &* to, to)
      j = width
    } else if oneByOne {
      output[j &* to] = reduceRuns(loop, input + j &* from)
      j &+= 1
    } else {
      let count = smaller(width &- j, 16)
      reduceLanes(loop, input + j &* from, from, count, isContiguous, output + j &* to, to)
      j &+= count
    }
  }
}

/// By pattern: `==` would ask for the code's conformance, through a weak function.
@inline(always)
private func isSoftplusSum(_ code: ReduceCode) -> Bool {
  if case .softplusSum = code { return true }
  return false
}

/// Number of runs of the innermost reduced dimension.
@inline(always)
func runCount(_ loop: ReduceLoop) -> Int {
  var count = 1
  var d = 0
  while d < loop.reducedRank &- 1 {
    count = count &* loop.reducedExtents[d]
    d &+= 1
  }
  return count
}

/// Offset of a run.
@inline(always)
func runOffset(_ loop: ReduceLoop, _ run: Int) -> Int {
  var offset = 0
  var rest = run
  var d = loop.reducedRank &- 2
  while d >= 0 {
    offset = offset &+ (rest % loop.reducedExtents[d]) &* loop.reducedInputStrides[d]
    rest = rest / loop.reducedExtents[d]
    d &-= 1
  }
  return offset
}

/// The shift of a log-sum-exp: the maximum, or 0 where it is infinite or NaN, so that no -inf - -inf arises.
@inline(always)
func shift(_ maximum: Vector) -> Vector {
  let size = float(bits(maximum) & BitVector(repeating: 0x7FFF_FFFF))
  return select(size .< Vector(repeating: .infinity), maximum, Vector(repeating: 0))
}
