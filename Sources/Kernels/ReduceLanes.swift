import KernelInterface

/// Up to 16 outputs, one a lane, `stride` apart in the input. `isTree`: runs (of at most 16 terms) are added as the tree
/// that one output's lanes would make; else terms are added in index order.
@inline(never)
func reduceLanes(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ isTree: Bool
) -> Vector {
  switch loop.code {
  case .sum: return isTree ? sumTrees(loop, input, stride, count) : sumInOrder(loop, input, stride, count)
  case .max: return maximumOfLanes(loop, input, stride, count)
  case .logSumExp:
    let offset = shift(maximumOfLanes(loop, input, stride, count))
    let total =
      isTree
      ? sumTreesOfExponentials(loop, input, stride, count, offset)
      : sumExponentialsInOrder(loop, input, stride, count, offset)
    return logarithm(total) + offset
  }
}

/// Calls `body` with the first lane of every term, in index order.
@inline(always)
private func forEachTerm(_ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ body: (UnsafePointer<Float>) -> Void) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let step = loop.reducedInputStrides[loop.reducedRank &- 1]
  let runs = runCount(loop)
  var run = 0
  while run < runs {
    var x = input + runOffset(loop, run)
    var i = 0
    while i < length {
      body(x)
      x += step
      i &+= 1
    }
    run &+= 1
  }
}

@inline(never)
private func sumInOrder(_ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int) -> Vector {
  var total = Vector(repeating: 0)
  if count == 16 && stride == 1 {
    forEachTerm(loop, input) { total = total + load($0) }
  } else {
    forEachTerm(loop, input) { total = total + loadStrided($0, stride, count) }
  }
  return total
}

@inline(never)
private func sumExponentialsInOrder(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ offset: Vector
) -> Vector {
  var total = Vector(repeating: 0)
  forEachTerm(loop, input) { total = total + exponential(loadStrided($0, stride, count) - offset) }
  return total
}

/// The largest terms, +0 for a zero of either sign.
@inline(never)
private func maximumOfLanes(_ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int) -> Vector {
  var top = Vector(repeating: -.infinity)
  forEachTerm(loop, input) { top = larger(top, loadStrided($0, stride, count)) }
  return top + Vector(repeating: 0)
}

@inline(never)
private func sumTrees(_ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int) -> Vector {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let runs = runCount(loop)
  var total = Vector(repeating: 0)
  var run = 0
  while run < runs {
    let x = input + runOffset(loop, run)
    total = total + treeOfTerms(length) { loadStrided(x + $0, stride, count) }
    run &+= 1
  }
  return total
}

@inline(never)
private func sumTreesOfExponentials(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int, _ offset: Vector
) -> Vector {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let runs = runCount(loop)
  var total = Vector(repeating: 0)
  var run = 0
  while run < runs {
    let x = input + runOffset(loop, run)
    total = total + treeOfTerms(length) { exponential(loadStrided(x + $0, stride, count) - offset) }
    run &+= 1
  }
  return total
}

/// The tree of `treeSum` over 16 terms, each a vector; those at and past `length` are 0.
@inline(always)
private func treeOfTerms(_ length: Int, _ term: (Int) -> Vector) -> Vector {
  let zero = Vector(repeating: 0)
  var sums = (zero, zero, zero, zero)
  var i = 0
  while i < 4 {
    // Term i of four: ((i) + (i + 8)) + ((i + 4) + (i + 12)).
    let first = (i < length ? term(i) : zero) + (i &+ 8 < length ? term(i &+ 8) : zero)
    let second = (i &+ 4 < length ? term(i &+ 4) : zero) + (i &+ 12 < length ? term(i &+ 12) : zero)
    let sum = first + second
    switch i {
    case 0: sums.0 = sum
    case 1: sums.1 = sum
    case 2: sums.2 = sum
    default: sums.3 = sum
    }
    i &+= 1
  }
  return (sums.0 + sums.2) + (sums.1 + sums.3)
}
