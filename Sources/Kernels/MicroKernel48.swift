#if AVX512
  /// `product16` of `rows` (a literal, 1 to 8) rows and 48 columns.
  @inline(always)
  func product48(
    _ rows: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int, _ b: UnsafePointer<Float>, _ bRow: Int,
    _ depth: Int, _ c: UnsafeMutablePointer<Float>, _ cRow: Int, _ start: UnsafePointer<Float>, _ startRow: Int
  ) {
    var c0a = load(start), c0b = load(start + 16), c0c = load(start + 32)
    var c1a = c0a, c1b = c0b, c1c = c0c
    var c2a = c0a, c2b = c0b, c2c = c0c
    var c3a = c0a, c3b = c0b, c3c = c0c
    var c4a = c0a, c4b = c0b, c4c = c0c
    var c5a = c0a, c5b = c0b, c5c = c0c
    var c6a = c0a, c6b = c0b, c6c = c0c
    var c7a = c0a, c7b = c0b, c7c = c0c
    if rows > 1 {
      c1a = load(start + startRow)
      c1b = load(start + startRow + 16)
      c1c = load(start + startRow + 32)
    }
    if rows > 2 {
      c2a = load(start + 2 &* startRow)
      c2b = load(start + 2 &* startRow + 16)
      c2c = load(start + 2 &* startRow + 32)
    }
    if rows > 3 {
      c3a = load(start + 3 &* startRow)
      c3b = load(start + 3 &* startRow + 16)
      c3c = load(start + 3 &* startRow + 32)
    }
    if rows > 4 {
      c4a = load(start + 4 &* startRow)
      c4b = load(start + 4 &* startRow + 16)
      c4c = load(start + 4 &* startRow + 32)
    }
    if rows > 5 {
      c5a = load(start + 5 &* startRow)
      c5b = load(start + 5 &* startRow + 16)
      c5c = load(start + 5 &* startRow + 32)
    }
    if rows > 6 {
      c6a = load(start + 6 &* startRow)
      c6b = load(start + 6 &* startRow + 16)
      c6c = load(start + 6 &* startRow + 32)
    }
    if rows > 7 {
      c7a = load(start + 7 &* startRow)
      c7b = load(start + 7 &* startRow + 16)
      c7c = load(start + 7 &* startRow + 32)
    }
    var left = a
    var right = b
    var k = 0
    while k < depth {
      let b0 = load(right)
      let b1 = load(right + 16)
      let b2 = load(right + 32)
      let a0 = Vector(repeating: left[0])
      c0a = fused(a0, b0, c0a)
      c0b = fused(a0, b1, c0b)
      c0c = fused(a0, b2, c0c)
      if rows > 1 {
        let a1 = Vector(repeating: left[aRow])
        c1a = fused(a1, b0, c1a)
        c1b = fused(a1, b1, c1b)
        c1c = fused(a1, b2, c1c)
      }
      if rows > 2 {
        let a2 = Vector(repeating: left[2 &* aRow])
        c2a = fused(a2, b0, c2a)
        c2b = fused(a2, b1, c2b)
        c2c = fused(a2, b2, c2c)
      }
      if rows > 3 {
        let a3 = Vector(repeating: left[3 &* aRow])
        c3a = fused(a3, b0, c3a)
        c3b = fused(a3, b1, c3b)
        c3c = fused(a3, b2, c3c)
      }
      if rows > 4 {
        let a4 = Vector(repeating: left[4 &* aRow])
        c4a = fused(a4, b0, c4a)
        c4b = fused(a4, b1, c4b)
        c4c = fused(a4, b2, c4c)
      }
      if rows > 5 {
        let a5 = Vector(repeating: left[5 &* aRow])
        c5a = fused(a5, b0, c5a)
        c5b = fused(a5, b1, c5b)
        c5c = fused(a5, b2, c5c)
      }
      if rows > 6 {
        let a6 = Vector(repeating: left[6 &* aRow])
        c6a = fused(a6, b0, c6a)
        c6b = fused(a6, b1, c6b)
        c6c = fused(a6, b2, c6c)
      }
      if rows > 7 {
        let a7 = Vector(repeating: left[7 &* aRow])
        c7a = fused(a7, b0, c7a)
        c7b = fused(a7, b1, c7b)
        c7c = fused(a7, b2, c7c)
      }
      left += aColumn
      right += bRow
      k &+= 1
    }
    store(c0a, c)
    store(c0b, c + 16)
    store(c0c, c + 32)
    if rows > 1 {
      store(c1a, c + cRow)
      store(c1b, c + cRow + 16)
      store(c1c, c + cRow + 32)
    }
    if rows > 2 {
      store(c2a, c + 2 &* cRow)
      store(c2b, c + 2 &* cRow + 16)
      store(c2c, c + 2 &* cRow + 32)
    }
    if rows > 3 {
      store(c3a, c + 3 &* cRow)
      store(c3b, c + 3 &* cRow + 16)
      store(c3c, c + 3 &* cRow + 32)
    }
    if rows > 4 {
      store(c4a, c + 4 &* cRow)
      store(c4b, c + 4 &* cRow + 16)
      store(c4c, c + 4 &* cRow + 32)
    }
    if rows > 5 {
      store(c5a, c + 5 &* cRow)
      store(c5b, c + 5 &* cRow + 16)
      store(c5c, c + 5 &* cRow + 32)
    }
    if rows > 6 {
      store(c6a, c + 6 &* cRow)
      store(c6b, c + 6 &* cRow + 16)
      store(c6c, c + 6 &* cRow + 32)
    }
    if rows > 7 {
      store(c7a, c + 7 &* cRow)
      store(c7b, c + 7 &* cRow + 16)
      store(c7c, c + 7 &* cRow + 32)
    }
  }
#endif
