/// `to[i, j] = from[j, i]` for 16 by 16 elements; rows of `from` at and past `count` are taken as the last one.
@inline(never)
func transpose16(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ count: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int
) {
  #if AVX512
    transposeWide(from, fromRow, count, to, toRow)
  #else
    var j = 0
    while j < 16 {
      let rows = smaller(j, count &- 1)
      let (source, left) = (from + rows &* fromRow, count &- rows)
      transpose8(source, fromRow, smaller(left, 8), to + j, toRow)
      transpose8(source + 8, fromRow, smaller(left, 8), to + 8 &* toRow + j, toRow)
      j &+= 8
    }
  #endif
}

#if AVX512
  @inline(always)
  private func transposeWide(
    _ from: UnsafePointer<Float>, _ fromRow: Int, _ count: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int
  ) {
    // Four rounds of parting rows 2 i and 2 i + 1 into even and odd lanes exchange the bits of row and column numbers.
    // Between the second and the third they pass through memory: seen whole, they would be compiled element by element.
    let last = count &- 1
    var i = 0
    while i < 4 {
      let rows = partTwice(
        load(from + smaller(4 &* i, last) &* fromRow), load(from + smaller(4 &* i &+ 1, last) &* fromRow),
        load(from + smaller(4 &* i &+ 2, last) &* fromRow), load(from + smaller(4 &* i &+ 3, last) &* fromRow))
      storeGroup(rows, to + i &* toRow, toRow)
      i &+= 1
    }
    let (r0, r1, r2, r3) = loadGroup(to, toRow)
    let (r4, r5, r6, r7) = loadGroup(to + 4 &* toRow, toRow)
    let (r8, r9, r10, r11) = loadGroup(to + 8 &* toRow, toRow)
    let (r12, r13, r14, r15) = loadGroup(to + 12 &* toRow, toRow)
    storeGroup(partTwice(r0, r1, r2, r3), to, toRow)
    storeGroup(partTwice(r4, r5, r6, r7), to + toRow, toRow)
    storeGroup(partTwice(r8, r9, r10, r11), to + 2 &* toRow, toRow)
    storeGroup(partTwice(r12, r13, r14, r15), to + 3 &* toRow, toRow)
  }

  @inline(always)
  private func loadGroup(_ p: UnsafeMutablePointer<Float>, _ row: Int) -> FourVectors {
    (load(p), load(p + row), load(p + 2 &* row), load(p + 3 &* row))
  }

  /// To every fourth row.
  @inline(always)
  private func storeGroup(_ group: FourVectors, _ p: UnsafeMutablePointer<Float>, _ row: Int) {
    store(group.0, p)
    store(group.1, p + 4 &* row)
    store(group.2, p + 8 &* row)
    store(group.3, p + 12 &* row)
  }
#endif

/// `to[i, j] = from[j, i]` for 8 by 8 elements; rows of `from` at and past `count` are taken as the last one.
@inline(always)
func transpose8(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ count: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int
) {
  let last = count &- 1
  // Three rounds of interleaving row i with row i + 4 exchange the bits of row and column numbers.
  let (a0, a1) = interleave(load8(from), load8(from + smaller(4, last) &* fromRow))
  let (a2, a3) = interleave(load8(from + smaller(1, last) &* fromRow), load8(from + smaller(5, last) &* fromRow))
  let (a4, a5) = interleave(load8(from + smaller(2, last) &* fromRow), load8(from + smaller(6, last) &* fromRow))
  let (a6, a7) = interleave(load8(from + smaller(3, last) &* fromRow), load8(from + smaller(7, last) &* fromRow))
  let (b0, b1) = interleave(a0, a4)
  let (b2, b3) = interleave(a1, a5)
  let (b4, b5) = interleave(a2, a6)
  let (b6, b7) = interleave(a3, a7)
  let (c0, c1) = interleave(b0, b4)
  let (c2, c3) = interleave(b1, b5)
  let (c4, c5) = interleave(b2, b6)
  let (c6, c7) = interleave(b3, b7)
  store8(c0, to)
  store8(c1, to + toRow)
  store8(c2, to + 2 &* toRow)
  store8(c3, to + 3 &* toRow)
  store8(c4, to + 4 &* toRow)
  store8(c5, to + 5 &* toRow)
  store8(c6, to + 6 &* toRow)
  store8(c7, to + 7 &* toRow)
}

@inline(always)
private func load8(_ p: UnsafePointer<Float>) -> SIMD8<Float> {
  UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Float>.self)
}

@inline(always)
private func store8(_ x: SIMD8<Float>, _ p: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(p).storeBytes(of: x, as: SIMD8<Float>.self)
}

/// a0 b0 a1 b1 ... a7 b7 as two vectors.
@inline(always)
private func interleave(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> (SIMD8<Float>, SIMD8<Float>) {
  var both = Vector()
  both.evenHalf = a
  both.oddHalf = b
  return (both.lowHalf, both.highHalf)
}

typealias FourVectors = (Vector, Vector, Vector, Vector)

/// The lanes of four vectors one after another whose numbers leave 0 when divided by 4, then 1, 2 and 3.
@inline(always)
func partTwice(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) -> FourVectors {
  let (even0, odd0) = part(a, b)
  let (even1, odd1) = part(c, d)
  let (first, third) = part(even0, even1)
  let (second, fourth) = part(odd0, odd1)
  return (first, second, third, fourth)
}

/// The even lanes of a, then of b, and the odd ones.
@inline(always)
private func part(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
  (Vector(lowHalf: a.evenHalf, highHalf: b.evenHalf), Vector(lowHalf: a.oddHalf, highHalf: b.oddHalf))
}
