/// A straight piece of a nest: `inner` elements at stride `innerStride`, repeated `outer` times at stride `outerStride`;
/// a tile holds them one after another.
private typealias TilePiece = (offset: Int, inner: Int, innerStride: Int, outer: Int, outerStride: Int)

/// The next piece of operand `operand` at `nest.walk`, of at most `left` elements; moves the walk past it. Inner extents
/// up to 16 are taken several rows at a time, so that a narrow nest does not pay for each row.
@inline(always)
private func nextPiece(_ nest: MergedNest, _ operand: Int, left: Int) -> TilePiece {
  let strides = nest.strides + operand &* 8
  let start = offset(nest, operand, at: nest.walk)
  let extent = nest.extents[0]
  if extent <= 16 && nest.rank > 1 && nest.walk[0] == 0 && left >= extent {
    let rows = smaller(left / extent, nest.extents[1] &- nest.walk[1])
    advance(nest, nest.walk, dimension: 1, by: rows)
    return (start, extent, strides[0], rows, strides[1])
  }
  let run = smaller(left, extent &- nest.walk[0])
  advance(nest, nest.walk, dimension: 0, by: run)
  return (start, run, strides[0], 1, 0)
}

@inline(always)
private func startWalk(_ nest: MergedNest) {
  var d = 0
  while d < nest.rank {
    nest.walk[d] = nest.index[d]
    d &+= 1
  }
}

/// Brings `count` elements of an operand into its register: by reference where they lie in a row, else copied. Lanes
/// past the last element, up to a multiple of 16, become 0.
func loadTile(
  _ nest: MergedNest, operand: Int, from base: UnsafePointer<Float>, room: UnsafeMutablePointer<Float>, register: Int,
  _ count: Int
) {
  if isConstant(nest, operand) { return }
  if count == tileElements && isRun(nest, operand) {
    nest.registers[register] = UnsafeMutablePointer(mutating: base + offset(nest, operand, at: nest.index))
    return
  }
  nest.registers[register] = room
  startWalk(nest)
  var done = 0
  while done < count {
    let piece = nextPiece(nest, operand, left: count &- done)
    copyIn(piece, from: base + piece.offset, to: room + done)
    done &+= piece.inner &* piece.outer
  }
  while done & 15 != 0 {
    room[done] = 0
    done &+= 1
  }
}

@inline(always)
private func copyIn(_ piece: TilePiece, from: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>) {
  if piece.outer == 1 {
    copyRun(from, stride: piece.innerStride, to: to, piece.inner)
  } else if piece.innerStride == 1 && piece.outerStride == piece.inner {
    copyRun(from, stride: 1, to: to, piece.inner &* piece.outer)
  } else if piece.innerStride == 1 {
    copyShortRows(from, piece.outerStride, to, piece.inner, width: piece.inner, rows: piece.outer)
  } else if piece.innerStride == 0 {
    repeatEach(from, piece.outerStride, to, width: piece.inner, rows: piece.outer)
  } else {
    copyColumns(from, piece.innerStride, piece.outerStride, to, 1, piece.inner, piece)
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

/// Writes `count` elements of a register to the output.
func storeTile(
  _ nest: MergedNest, from register: UnsafeMutablePointer<Float>, to base: UnsafeMutablePointer<Float>, _ count: Int
) {
  startWalk(nest)
  var done = 0
  while done < count {
    let piece = nextPiece(nest, 0, left: count &- done)
    copyOut(piece, from: register + done, to: base + piece.offset)
    done &+= piece.inner &* piece.outer
  }
}

@inline(always)
private func copyOut(_ piece: TilePiece, from: UnsafeMutablePointer<Float>, to: UnsafeMutablePointer<Float>) {
  if piece.innerStride != 1 {
    copyColumns(from, 1, piece.inner, to, piece.innerStride, piece.outerStride, piece)
  } else if piece.outer == 1 || piece.outerStride == piece.inner {
    copyRun(from, stride: 1, to: to, piece.inner &* piece.outer)
  } else {
    copyShortRows(from, piece.inner, to, piece.outerStride, width: piece.inner, rows: piece.outer)
  }
}
