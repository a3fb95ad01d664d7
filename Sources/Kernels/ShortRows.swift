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

/// Writes each of `rows` rows of `width` <= 16 neighbouring elements, `stride` apart, `times` times.
@inline(never)
func repeatRows(
  _ from: UnsafePointer<Float>, _ stride: Int, _ to: UnsafeMutablePointer<Float>, width: Int, times: Int, rows: Int
) {
  #if AVX512
    if width &* times >= 16 {
      repeatWhole(from, stride, to, width, width &* times, rows)
      return
    }
  #endif
  var j = 0
  while j < rows {
    copyShortRows(from + j &* stride, 0, to + j &* width &* times, width, width: width, rows: times)
    j &+= 1
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
    let last = rows &- 16
    let inverse = Vector(repeating: 1 / Float(width))
    var place = middle(0, width)
    var j = 0
    while j < 16 &* width {
      let index = bits(rounded(place, inverse))
      var (source, target) = (from, to + j)
      var row = 16
      while row <= rows {
        store(permuted(source, index), target)
        source += 16
        target += 16 &* width
        row &+= 16
      }
      store(permuted(from + last, index), to + (last &* width &+ j))
      place = place + Vector(repeating: 16)
      j &+= 16
    }
  }

  /// `repeatRows` that fill `length` >= 16 elements each, a vector at a time; the last sixteen may be taken twice.
  @inline(always)
  private func repeatWhole(
    _ from: UnsafePointer<Float>, _ stride: Int, _ to: UnsafeMutablePointer<Float>, _ width: Int, _ length: Int,
    _ rows: Int
  ) {
    let inverse = Vector(repeating: 1 / Float(width))
    let size = Vector(repeating: Float(width))
    var i = 0
    while i < length {
      let first = smaller(i, length &- 16)
      let whole = rounded(middle(first, width), inverse) - Vector(repeating: 12_582_912)
      let index = bits(fused(-whole, size, numbers(from: first)) + Vector(repeating: 12_582_912))
      var (source, target) = (from, to + first)
      var row = 0
      while row < rows {
        store(permuted(source, width, index), target)
        source += stride
        target += length
        row &+= 1
      }
      i &+= 16
    }
  }

  /// `first` + i in lane i.
  @inline(always)
  private func numbers(from first: Int) -> Vector {
    // From 1: a sum with 0 would be left out, and the others be compiled one by one.
    Vector(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16) + Vector(repeating: Float(first &- 1))
  }

  /// What times 1 / `width` is nearest to the whole part of (`first` + i) / `width` in lane i.
  @inline(always)
  private func middle(_ first: Int, _ width: Int) -> Vector {
    Vector(0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5, 13.5, 14.5, 15.5)
      + Vector(repeating: Float(first) - 0.5 * Float(width))
  }

  /// 1.5 2^23 and x y rounded to a whole number, which is in the low bits; for less than 2^16.
  @inline(always)
  private func rounded(_ x: Vector, _ y: Vector) -> Vector { fused(x, y, Vector(repeating: 12_582_912)) }
#endif
