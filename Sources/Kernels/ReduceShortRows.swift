import KernelInterface

/// Sums of `count` rows of at most 16 neighbouring elements, sixteen rows at a time: as the tree that one output's lanes
/// would make, runs added in index order.
@inline(never)
func sumShortRows(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ stride: Int, _ count: Int,
  _ output: UnsafeMutablePointer<Float>, _ outputStride: Int
) {
  let length = loop.reducedExtents[loop.reducedRank &- 1]
  let runs = runCount(loop)
  var stack = InlineArray<27, Vector>(repeating: Vector(repeating: 0))
  withUnsafeMutablePointer(to: &stack) { stack in
    let trees = UnsafeMutableRawPointer(stack).assumingMemoryBound(to: Float.self)
    let (result, copies) = (trees + 128, trees + 144)
    var j = 0
    while j < count {
      let rows = smaller(count &- j, 16)
      // Lanes past a row hold what follows in memory, and are left out: no row is read past the end of the last one.
      let isReadable = (j &+ 15) &* stride &+ 16 <= (count &- 1) &* stride &+ length
      var total = Vector(repeating: 0)
      var run = 0
      while run < runs {
        let x = input + (runOffset(loop, run) &+ j &* stride)
        if !isReadable { copyShortRows(x, stride, copies, 16, width: length, rows: rows) }
        total = total + treeSums(isReadable ? x : UnsafePointer(copies), isReadable ? stride : 16, length, trees)
        run &+= 1
      }
      if rows == 16 && outputStride == 1 {
        store(total, output + j)
      } else {
        store(total, result)
        copyElements(result, 1, output + j &* outputStride, outputStride, rows)
      }
      j &+= rows
    }
  }
}

/// Sums of up to 16 neighbouring columns, terms in index order, for `rows` rows that are kept, sixteen at a time.
///
/// Returns the rows done: those before the last ones, of which a whole vector could not be read.
@inline(never)
func sumNarrowColumns(
  _ loop: ReduceLoop, _ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ width: Int, _ rows: Int
) -> Int {
  let length = loop.reducedExtents[0]
  let step = loop.reducedInputStrides[0]
  let (from, to) = (loop.keptInputStrides[0], loop.keptOutputStrides[0])
  var stack = InlineArray<16, Vector>(repeating: Vector(repeating: 0))
  var row = 0
  withUnsafeMutablePointer(to: &stack) { stack in
    let sums = UnsafeMutableRawPointer(stack).assumingMemoryBound(to: Float.self)
    // Rows of which 16 elements can be read without passing the end of the last one.
    let readable = from > 0 ? rows &- (16 &- width &+ from &- 1) / from : 0
    while row &+ 4 <= readable {
      let part = smaller(16, (readable &- row) & ~3)
      var i = 0
      while i < part {
        sumFourRows(input + (row &+ i) &* from, from, length, step, sums + 16 &* i)
        i &+= 4
      }
      copyShortRows(sums, 16, output + row &* to, to, width: width, rows: part)
      row &+= part
    }
  }
  return row
}

@inline(always)
private func sumFourRows(
  _ x: UnsafePointer<Float>, _ row: Int, _ length: Int, _ step: Int, _ sums: UnsafeMutablePointer<Float>
) {
  var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
  var x = x
  var i = 0
  while i < length {
    a = a + load(x)
    b = b + load(x + row)
    c = c + load(x + 2 &* row)
    d = d + load(x + 3 &* row)
    x += step
    i &+= 1
  }
  store(a, sums)
  store(b, sums + 16)
  store(c, sums + 32)
  store(d, sums + 48)
}
