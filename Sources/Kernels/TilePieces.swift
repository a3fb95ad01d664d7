/// A straight piece of a tile: `inner` elements at stride `innerStride`, repeated `outer` times at stride `outerStride`,
/// and that `blocks` times at stride `blockStride`; a tile holds them one after another.
typealias TilePiece = (
  offset: Int, inner: Int, innerStride: Int, outer: Int, outerStride: Int, blocks: Int, blockStride: Int
)

/// The next piece of an operand from element `first` on, of at most `left` elements.
@inline(always)
func nextPiece(_ operand: TileOperand, _ first: Int, left: Int) -> TilePiece {
  let (width, innerStride) = (operand[0], stride(operand, 0))
  let last = rank(operand) &- 1
  if last == 0 { return (origin(operand) &+ first &* innerStride, left, innerStride, 1, 0, 1, 0) }
  var row = first / width
  let column = first &- row &* width
  var offset = origin(operand) &+ column &* innerStride
  // Rows that are left of their block, and blocks that are left of theirs.
  var (rows, blocks) = (left, left)
  var d = 1
  while d < last {
    let next = row / operand[d]
    let index = row &- next &* operand[d]
    offset = offset &+ index &* stride(operand, d)
    if d == 1 { rows = operand[1] &- index }
    if d == 2 { blocks = operand[2] &- index }
    row = next
    d &+= 1
  }
  offset = offset &+ row &* stride(operand, last)
  if column > 0 || left < width { return (offset, smaller(left, width &- column), innerStride, 1, 0, 1, 0) }
  rows = smaller(rows, left / width)
  if last == 1 || rows < operand[1] { return (offset, width, innerStride, rows, stride(operand, 1), 1, 0) }
  blocks = smaller(blocks, left / (width &* rows))
  return (offset, width, innerStride, rows, stride(operand, 1), blocks, stride(operand, 2))
}

/// Copies a piece from its place in an operand to a row.
@inline(always)
func copyIn(_ piece: TilePiece, from: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>) {
  if piece.inner <= 16 && piece.outer > 1 && piece.innerStride == 1 && piece.outerStride == 0 {
    repeatRows(from, piece.blockStride, to, width: piece.inner, times: piece.outer, rows: piece.blocks)
    return
  }
  var i = 0
  while i < piece.blocks {
    copyRowsIn(piece, from: from + i &* piece.blockStride, to: to + i &* piece.inner &* piece.outer)
    i &+= 1
  }
}

@inline(always)
private func copyRowsIn(_ piece: TilePiece, from: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>) {
  if piece.outer == 1 {
    copyRun(from, stride: piece.innerStride, to: to, piece.inner)
  } else if piece.outerStride == 1 && piece.innerStride > 1 {
    copyTurned(from, piece.innerStride, to, piece.inner, piece.outer)
  } else if piece.inner > 16 {
    var j = 0
    while j < piece.outer {
      copyRun(from + j &* piece.outerStride, stride: piece.innerStride, to: to + j &* piece.inner, piece.inner)
      j &+= 1
    }
  } else if piece.innerStride == 1 {
    copyShortRows(from, piece.outerStride, to, piece.inner, width: piece.inner, rows: piece.outer)
  } else if piece.innerStride == 0 {
    repeatEach(from, piece.outerStride, to, width: piece.inner, rows: piece.outer)
  } else {
    copyColumns(from, piece.innerStride, piece.outerStride, to, 1, piece.inner, piece)
  }
}

/// `to[j, i] = from[i, j]` for `rows` rows of `width` elements, by squares of eight where there are such.
@inline(never)
private func copyTurned(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ to: UnsafeMutablePointer<Float>, _ width: Int, _ rows: Int
) {
  var j = 0
  while j < rows {
    let (source, target) = (from + j, to + j &* width)
    var i = 0
    while j &+ 8 <= rows && i &+ 8 <= width {
      transpose8(source + i &* fromRow, fromRow, 8, target + i, width)
      i &+= 8
    }
    let count = smaller(rows &- j, 8)
    while i < width {
      copyElements(source + i &* fromRow, 1, target + i, width, count)
      i &+= 1
    }
    j &+= 8
  }
}

/// Copies a piece from a row to its place in the output.
@inline(always)
func copyOut(_ piece: TilePiece, from: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>) {
  var i = 0
  while i < piece.blocks {
    let (source, target) = (from + i &* piece.inner &* piece.outer, to + i &* piece.blockStride)
    if piece.innerStride != 1 {
      copyColumns(source, 1, piece.inner, target, piece.innerStride, piece.outerStride, piece)
    } else if piece.inner <= 16 && piece.outer > 1 {
      copyShortRows(source, piece.inner, target, piece.outerStride, width: piece.inner, rows: piece.outer)
    } else {
      var j = 0
      while j < piece.outer {
        copyRun(source + j &* piece.inner, stride: 1, to: target + j &* piece.outerStride, piece.inner)
        j &+= 1
      }
    }
    i &+= 1
  }
}

/// Element by element, a column of the piece after another.
@inline(always)
private func copyColumns(
  _ from: UnsafePointer<Float>, _ fromInner: Int, _ fromOuter: Int, _ to: UnsafeMutablePointer<Float>, _ toInner: Int,
  _ toOuter: Int, _ piece: TilePiece
) {
  var i = 0
  while i < piece.inner {
    let source = from + i &* fromInner
    let target = to + i &* toInner
    var j = 0
    while j < piece.outer {
      target[j &* toOuter] = source[j &* fromOuter]
      j &+= 1
    }
    i &+= 1
  }
}

@inline(always)
private func copyRun(_ from: UnsafePointer<Float>, stride: Int, to: UnsafeMutablePointer<Float>, _ count: Int) {
  var i = 0
  if stride == 1 {
    while i &+ 16 <= count {
      store(load(from + i), to + i)
      i &+= 16
    }
  } else if stride == 0 {
    let value = Vector(repeating: from[0])
    while i &+ 16 <= count {
      store(value, to + i)
      i &+= 16
    }
  }
  while i < count {
    to[i] = from[i &* stride]
    i &+= 1
  }
}
