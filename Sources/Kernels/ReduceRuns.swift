import KernelInterface

/// One output whose innermost reduced dimension is contiguous: each run over 16 lanes and a halving tree, runs in order.
@inline(never)
func reduceRuns(_ loop: ReduceLoop, _ input: UnsafePointer<Float>) -> Float {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let runs = runCount(loop)
  switch loop.code {
  case .sum:
    var total: Float = 0
    var run = 0
    while run < runs {
      total = total + sumRun(input + runOffset(loop, run), length)
      run &+= 1
    }
    return total
  case .max: return maximumOfRuns(loop, input, runs, length)
  case .logSumExp:
    let offset = shift(Vector(repeating: maximumOfRuns(loop, input, runs, length)))[0]
    var total: Float = 0
    var run = 0
    while run < runs {
      total = total + sumExponentials(input + runOffset(loop, run), length, offset)
      run &+= 1
    }
    return logarithm(Vector(repeating: total))[0] + offset
  case .softplusSum:
    var total: Float = 0
    var run = 0
    while run < runs {
      total = total + sumSoftplus(input + runOffset(loop, run), length)
      run &+= 1
    }
    return total
  }
}

/// The largest term, +0 for a zero of either sign.
@inline(never)
private func maximumOfRuns(_ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ runs: Int, _ length: Int) -> Float {
  var top = -Float.infinity
  var run = 0
  while run < runs {
    top = larger(top, maximumOfRun(input + runOffset(loop, run), length))
    run &+= 1
  }
  return top + 0
}

/// Sum of `length` consecutive floats over 16 lanes and a halving tree; missing lanes add 0.
@inline(never)
func sumRun(_ x: UnsafePointer<Float>, _ length: Int) -> Float {
  var sums = length >= 16 ? load(x) : loadPartial(x, length, fill: 0)
  var i = 16
  while i &+ 16 <= length {
    sums = sums + load(x + i)
    i &+= 16
  }
  if i < length { sums = sums + loadPartial(x + i, length &- i, fill: 0) }
  return treeSum(sums)
}

/// Sum of exp(x - offset) over 16 lanes and a halving tree.
@inline(never)
func sumExponentials(_ x: UnsafePointer<Float>, _ length: Int, _ offset: Float) -> Float {
  let shift = Vector(repeating: offset)
  var sums = Vector(repeating: 0)
  var i = 0
  while i &+ 16 <= length {
    sums = sums + exponential(load(x + i) - shift)
    i &+= 16
  }
  if i < length { sums = sums + exponential(loadPartial(x + i, length &- i, fill: -.infinity) - shift) }
  return treeSum(sums)
}

/// Largest of `length` consecutive floats; NaN if one is NaN.
@inline(never)
func maximumOfRun(_ x: UnsafePointer<Float>, _ length: Int) -> Float {
  var top = Vector(repeating: -.infinity)
  var i = 0
  while i &+ 16 <= length {
    top = larger(top, load(x + i))
    i &+= 16
  }
  if i < length { top = larger(top, loadPartial(x + i, length &- i, fill: -.infinity)) }
  return treeMaximum(top)
}
