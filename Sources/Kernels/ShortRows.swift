// Rows of up to 16 elements, each moved by two vectors of 2, 4 or 8 that overlap, so that nothing else is read or written.

/// Copies `rows` rows of `width` <= 16 neighbouring elements; the rows begin `fromRow` and `toRow` elements apart.
@inline(never)
func copyShortRows(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int, width: Int, rows: Int
) {
  if width >= 8 {
    copyPairs(from, fromRow, to, toRow, width, rows, SIMD8<Float>.self)
  } else if width >= 4 {
    copyPairs(from, fromRow, to, toRow, width, rows, SIMD4<Float>.self)
  } else if width >= 2 {
    copyPairs(from, fromRow, to, toRow, width, rows, SIMD2<Float>.self)
  } else {
    copyElements(from, fromRow, to, toRow, rows)
  }
}

/// Writes `width` <= 16 times each of `rows` elements that are `stride` apart.
@inline(never)
func repeatEach(
  _ from: UnsafePointer<Float>, _ stride: Int, _ to: UnsafeMutablePointer<Float>, width: Int, rows: Int
) {
  #if AVX512
    if stride == 1 && rows >= 16 && width >= 2 {
      repeatSixteens(from, to, width, rows)
      return
    }
  #endif
  if width >= 8 {
    repeatPairs(from, stride, to, width, rows, SIMD8<Float>.self)
  } else if width >= 4 {
    repeatPairs(from, stride, to, width, rows, SIMD4<Float>.self)
  } else if width >= 2 {
    repeatPairs(from, stride, to, width, rows, SIMD2<Float>.self)
  } else {
    copyElements(from, stride, to, 1, rows)
  }
}

/// `copyShortRows` for a width of one to two vectors.
@inline(always)
private func copyPairs<Lanes: SIMD>(
  _ from: UnsafePointer<Float>, _ fromRow: Int, _ to: UnsafeMutablePointer<Float>, _ toRow: Int, _ width: Int,
  _ rows: Int, _ lanes: Lanes.Type
) where Lanes.Scalar == Float {
  let last = width &- MemoryLayout<Lanes>.size / 4
  var (source, target) = (from, to)
  var j = 0
  while j < rows {
    let first = UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
    let second = UnsafeRawPointer(source + last).loadUnaligned(as: Lanes.self)
    UnsafeMutableRawPointer(target).storeBytes(of: first, as: Lanes.self)
    UnsafeMutableRawPointer(target + last).storeBytes(of: second, as: Lanes.self)
    source += fromRow
    target += toRow
    j &+= 1
  }
}

/// `repeatEach` for a width of one to two vectors.
@inline(always)
private func repeatPairs<Lanes: SIMD>(
  _ from: UnsafePointer<Float>, _ stride: Int, _ to: UnsafeMutablePointer<Float>, _ width: Int, _ rows: Int,
  _ lanes: Lanes.Type
) where Lanes.Scalar == Float {
  let last = width &- MemoryLayout<Lanes>.size / 4
  var (source, target) = (from, to)
  var j = 0
  while j < rows {
    let value = Lanes(repeating: source[0])
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: Lanes.self)
    UnsafeMutableRawPointer(target + last).storeBytes(of: value, as: Lanes.self)
    source += stride
    target += width
    j &+= 1
  }
}

#if AVX512
  /// `repeatEach` for neighbouring elements, sixteen of them in a vector; the last sixteen may be taken twice.
  @inline(always)
  private func repeatSixteens(
    _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ width: Int, _ rows: Int
  ) {
    let lanes = Vector(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let size = Float(width)
    var place = lanes + Vector(repeating: 0.5 - 0.5 * size)
    var j = 0
    while j < width {
      // The number of the row that has lane i is the whole part of (16 j + i) / width: rounded, not cut off, it is in the
      // low bits of the sum with 1.5 2^23.
      let index = bits(fused(place, Vector(repeating: 1 / size), Vector(repeating: 12_582_912)))
      var row = 0
      while row < rows {
        let first = smaller(row, rows &- 16)
        store(permuted(from + first, index), to + (first &* width &+ 16 &* j))
        row &+= 16
      }
      place = place + Vector(repeating: 16)
      j &+= 1
    }
  }
#endif
