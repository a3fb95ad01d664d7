// Sums of rows of b that a list names, each times its entry of a, for some neighbouring columns.

/// Columns taken at once: enough sums to hide how long each takes, one vector, half of one, or one column.
@inline(always)
func sparsePanelWidth(_ left: Int) -> Int {
  #if AVX512
    if left >= 128 { return 128 }
  #endif
  return left >= 64 ? 64 : left >= 16 ? 16 : left >= 8 ? 8 : 1
}

/// c = start + the listed rows of b, for `width` columns.
@inline(always)
func addSparsePanel(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>, _ width: Int
) {
  switch width {
  #if AVX512
    case 128: addPanel128(a, aColumn, places, count, b, bRow, start, c)
  #endif
  case 64: addPanel64(a, aColumn, places, count, b, bRow, start, c)
  case 16: addPanel16(a, aColumn, places, count, b, bRow, start, c)
  case 8: addPanel8(a, aColumn, places, count, b, bRow, start, c)
  default: addColumn(a, aColumn, places, count, b, bRow, start, c)
  }
}

@inline(always)
private func addColumn(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var sum: Float = 0
  if let start { sum = start[0] }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    sum = sum.addingProduct(a[k &* aColumn], b[k &* bRow])
    i &+= 1
  }
  c[0] = sum
}

#if AVX512
  @inline(always)
  private func addPanel128(
    _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
    _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
  ) {
    var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
    var (c4, c5, c6, c7) = (Vector(), Vector(), Vector(), Vector())
    if let start {
      (c0, c1, c2, c3) = (load(start), load(start + 16), load(start + 32), load(start + 48))
      (c4, c5, c6, c7) = (load(start + 64), load(start + 80), load(start + 96), load(start + 112))
    }
    var i = 0
    while i < count {
      let k = Int(truncatingIfNeeded: places[i])
      let factor = Vector(repeating: a[k &* aColumn])
      let row = b + k &* bRow
      c0 = fused(factor, load(row), c0)
      c1 = fused(factor, load(row + 16), c1)
      c2 = fused(factor, load(row + 32), c2)
      c3 = fused(factor, load(row + 48), c3)
      c4 = fused(factor, load(row + 64), c4)
      c5 = fused(factor, load(row + 80), c5)
      c6 = fused(factor, load(row + 96), c6)
      c7 = fused(factor, load(row + 112), c7)
      i &+= 1
    }
    store(c0, c)
    store(c1, c + 16)
    store(c2, c + 32)
    store(c3, c + 48)
    store(c4, c + 64)
    store(c5, c + 80)
    store(c6, c + 96)
    store(c7, c + 112)
  }
#endif

@inline(always)
private func addPanel64(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var (c0, c1, c2, c3) = (Vector(), Vector(), Vector(), Vector())
  if let start {
    c0 = load(start)
    c1 = load(start + 16)
    c2 = load(start + 32)
    c3 = load(start + 48)
  }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    let factor = Vector(repeating: a[k &* aColumn])
    let row = b + k &* bRow
    c0 = fused(factor, load(row), c0)
    c1 = fused(factor, load(row + 16), c1)
    c2 = fused(factor, load(row + 32), c2)
    c3 = fused(factor, load(row + 48), c3)
    i &+= 1
  }
  store(c0, c)
  store(c1, c + 16)
  store(c2, c + 32)
  store(c3, c + 48)
}

@inline(always)
private func addPanel16(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var sum = Vector()
  if let start { sum = load(start) }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    sum = fused(Vector(repeating: a[k &* aColumn]), load(b + k &* bRow), sum)
    i &+= 1
  }
  store(sum, c)
}

@inline(always)
private func addPanel8(
  _ a: UnsafePointer<Float>, _ aColumn: Int, _ places: UnsafeMutablePointer<UInt16>, _ count: Int,
  _ b: UnsafePointer<Float>, _ bRow: Int, _ start: UnsafePointer<Float>?, _ c: UnsafeMutablePointer<Float>
) {
  var sum = SIMD8<Float>()
  if let start { sum = UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self) }
  var i = 0
  while i < count {
    let k = Int(truncatingIfNeeded: places[i])
    let row = UnsafeRawPointer(b + k &* bRow).loadUnaligned(as: SIMD8<Float>.self)
    sum = sum.addingProduct(SIMD8(repeating: a[k &* aColumn]), row)
    i &+= 1
  }
  UnsafeMutableRawPointer(c).storeBytes(of: sum, as: SIMD8<Float>.self)
}
