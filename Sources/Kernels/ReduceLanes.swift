import KernelInterface

/// Up to 16 outputs, one a lane, `stride` apart in the input and `outputStride` in the output. Terms are added in index
/// order, except those of a log-sum-exp that `isTree`: its runs (of at most 16 terms) are added as the tree that one
/// output's lanes would make.
func reduceLanes(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ isTree: Bool,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  var result = Vector(repeating: 0)
  withUnsafeMutablePointer(to: &result) { room in
    let lanes = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
    switch loop.code {
    case .sum: sumInOrder(loop, input, stride, count, lanes)
    case .max: maximumOfLanes(loop, input, stride, count, lanes)
    case .softplusSum: sumSoftplusInOrder(loop, input, stride, count, lanes)
    case .logSumExp:
      maximumOfLanes(loop, input, stride, count, lanes)
      if isTree {
        logSumExpOfTrees(loop, input, stride, count, lanes)
      } else {
        logSumExpInOrder(loop, input, stride, count, lanes)
      }
    }
    copyElements(lanes, 1, output, outputStride, count)
  }
}

@inline(never)
private func sumInOrder(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ lanes: UnsafeMutablePointer<Float>
) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let step = loop.reducedInputStrides[loop.reducedRank &- 1]
  let runs = runCount(loop)
  let whole = wholeLoads(length, step, stride, last: count)
  var total = Vector(repeating: 0)
  var run = 0
  while run < runs {
    let x = input + runOffset(loop, run)
    var i = 0
    while i < whole {
      total = total + load(x + i &* step)
      i &+= 1
    }
    while i < length {
      total = total + loadStrided(x + i &* step, stride, count)
      i &+= 1
    }
    run &+= 1
  }
  store(total, lanes)
}

/// How many of `rows` rows, `stride` apart, can be read 16 elements wide without passing the `last` elements of the last;
/// lanes past those hold what follows in memory, and are not written. None where elements are `apart`.
@inline(always)
private func wholeLoads(_ rows: Int, _ stride: Int, _ apart: Int, last: Int) -> Int {
  if apart != 1 { return 0 }
  if last >= 16 { return rows }
  if stride <= 0 { return 0 }
  return greater(0, rows &- (16 &- last &+ stride &- 1) / stride)
}

/// Sums of 64 neighbouring columns, terms in index order: a whole line of the cache and more is read of every row.
@inline(never)
func sumColumns64(_ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let step = loop.reducedInputStrides[loop.reducedRank &- 1]
  let runs = runCount(loop)
  var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
  var run = 0
  while run < runs {
    var x = input + runOffset(loop, run)
    var i = 0
    while i < length {
      a = a + load(x)
      b = b + load(x + 16)
      c = c + load(x + 32)
      d = d + load(x + 48)
      x += step
      i &+= 1
    }
    run &+= 1
  }
  store(a, output)
  store(b, output + 16)
  store(c, output + 32)
  store(d, output + 48)
}

/// The largest terms, +0 for a zero of either sign.
@inline(never)
private func maximumOfLanes(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ lanes: UnsafeMutablePointer<Float>
) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let step = loop.reducedInputStrides[loop.reducedRank &- 1]
  let runs = runCount(loop)
  let whole = wholeLoads(length, step, stride, last: count)
  var top = Vector(repeating: -.infinity)
  var run = 0
  while run < runs {
    let x = input + runOffset(loop, run)
    var i = 0
    while i < whole {
      top = larger(top, load(x + i &* step))
      i &+= 1
    }
    while i < length {
      top = larger(top, loadStrided(x + i &* step, stride, count))
      i &+= 1
    }
    run &+= 1
  }
  store(top + Vector(repeating: 0), lanes)
}

/// `lanes` holds the maxima before and the result after.
@inline(never)
private func logSumExpInOrder(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ lanes: UnsafeMutablePointer<Float>
) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let step = loop.reducedInputStrides[loop.reducedRank &- 1]
  let runs = runCount(loop)
  let offset = shift(load(lanes))
  let whole = wholeLoads(length, step, stride, last: count)
  var total = Vector(repeating: 0)
  var run = 0
  while run < runs {
    let x = input + runOffset(loop, run)
    var i = 0
    while i < whole {
      total = total + exponential(load(x + i &* step) - offset)
      i &+= 1
    }
    while i < length {
      total = total + exponential(loadStrided(x + i &* step, stride, count) - offset)
      i &+= 1
    }
    run &+= 1
  }
  store(logarithm(total) + offset, lanes)
}

/// `lanes` holds the maxima before and the result after.
@inline(never)
private func logSumExpOfTrees(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ lanes: UnsafeMutablePointer<Float>
) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let runs = runCount(loop)
  let offset = shift(load(lanes))
  var total = Vector(repeating: 0)
  var run = 0
  while run < runs {
    var sums = (total, total, total, total)
    withUnsafeMutablePointer(to: &sums) { room in
      let sums = UnsafeMutableRawPointer(room).assumingMemoryBound(to: Float.self)
      var i = 0
      while i < 4 {
        var pair = Vector(repeating: 0)
        var j = i
        while j < i &+ 8 {
          // Terms j and j + 8, for j = i and then i + 4.
          var sum = Vector(repeating: 0)
          var term = j
          while term < length && term < 16 {
            let x = input + (runOffset(loop, run) &+ term)
            sum = sum + exponential(loadStrided(x, stride, count) - offset)
            term &+= 8
          }
          pair = pair + sum
          j &+= 4
        }
        store(pair, sums + i &* 16)
        i &+= 1
      }
    }
    total = total + ((sums.0 + sums.2) + (sums.1 + sums.3))
    run &+= 1
  }
  store(logarithm(total) + offset, lanes)
}
