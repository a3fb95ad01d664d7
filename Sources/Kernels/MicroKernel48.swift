import KernelInterface

#if AVX512
  /// `product16` of `rows` (a literal, 1 to 8) rows and 48 columns.
  @inline(always)
  func product48(_ rows: Int, _ block: ProductBlock, asksForA: Bool) {
    var c0a = load(block.start), c0b = load(block.start + 16), c0c = load(block.start + 32)
    var c1a = c0a, c1b = c0b, c1c = c0c
    var c2a = c0a, c2b = c0b, c2c = c0c
    var c3a = c0a, c3b = c0b, c3c = c0c
    var c4a = c0a, c4b = c0b, c4c = c0c
    var c5a = c0a, c5b = c0b, c5c = c0c
    var c6a = c0a, c6b = c0b, c6c = c0c
    var c7a = c0a, c7b = c0b, c7c = c0c
    if rows > 1 {
      c1a = load(block.start + block.startRow)
      c1b = load(block.start + block.startRow + 16)
      c1c = load(block.start + block.startRow + 32)
    }
    if rows > 2 {
      c2a = load(block.start + 2 &* block.startRow)
      c2b = load(block.start + 2 &* block.startRow + 16)
      c2c = load(block.start + 2 &* block.startRow + 32)
    }
    if rows > 3 {
      c3a = load(block.start + 3 &* block.startRow)
      c3b = load(block.start + 3 &* block.startRow + 16)
      c3c = load(block.start + 3 &* block.startRow + 32)
    }
    if rows > 4 {
      c4a = load(block.start + 4 &* block.startRow)
      c4b = load(block.start + 4 &* block.startRow + 16)
      c4c = load(block.start + 4 &* block.startRow + 32)
    }
    if rows > 5 {
      c5a = load(block.start + 5 &* block.startRow)
      c5b = load(block.start + 5 &* block.startRow + 16)
      c5c = load(block.start + 5 &* block.startRow + 32)
    }
    if rows > 6 {
      c6a = load(block.start + 6 &* block.startRow)
      c6b = load(block.start + 6 &* block.startRow + 16)
      c6c = load(block.start + 6 &* block.startRow + 32)
    }
    if rows > 7 {
      c7a = load(block.start + 7 &* block.startRow)
      c7b = load(block.start + 7 &* block.startRow + 16)
      c7c = load(block.start + 7 &* block.startRow + 32)
    }
    prefetchBlock(block.c, block.cRow, rows, 48)
    var left = block.a
    var right = block.b
    var next = block.ahead
    var k = 0
    while k < block.depth {
      let b0 = load(right)
      let b1 = load(right + 16)
      let b2 = load(right + 32)
      let a0 = Vector(repeating: left[0])
      c0a = fused(a0, b0, c0a)
      c0b = fused(a0, b1, c0b)
      c0c = fused(a0, b2, c0c)
      if rows > 1 {
        let a1 = Vector(repeating: left[block.aRow])
        c1a = fused(a1, b0, c1a)
        c1b = fused(a1, b1, c1b)
        c1c = fused(a1, b2, c1c)
      }
      if rows > 2 {
        let a2 = Vector(repeating: left[2 &* block.aRow])
        c2a = fused(a2, b0, c2a)
        c2b = fused(a2, b1, c2b)
        c2c = fused(a2, b2, c2c)
      }
      if rows > 3 {
        let a3 = Vector(repeating: left[3 &* block.aRow])
        c3a = fused(a3, b0, c3a)
        c3b = fused(a3, b1, c3b)
        c3c = fused(a3, b2, c3c)
      }
      if rows > 4 {
        let a4 = Vector(repeating: left[4 &* block.aRow])
        c4a = fused(a4, b0, c4a)
        c4b = fused(a4, b1, c4b)
        c4c = fused(a4, b2, c4c)
      }
      if rows > 5 {
        let a5 = Vector(repeating: left[5 &* block.aRow])
        c5a = fused(a5, b0, c5a)
        c5b = fused(a5, b1, c5b)
        c5c = fused(a5, b2, c5c)
      }
      if rows > 6 {
        let a6 = Vector(repeating: left[6 &* block.aRow])
        c6a = fused(a6, b0, c6a)
        c6b = fused(a6, b1, c6b)
        c6c = fused(a6, b2, c6c)
      }
      if rows > 7 {
        let a7 = Vector(repeating: left[7 &* block.aRow])
        c7a = fused(a7, b0, c7a)
        c7b = fused(a7, b1, c7b)
        c7c = fused(a7, b2, c7c)
      }
      left += block.aColumn
      right += block.bRow
      prefetch(next)
      if asksForA { prefetch(left + 16) }
      next += block.aheadRow
      k &+= 1
    }
    store(c0a, block.c)
    store(c0b, block.c + 16)
    store(c0c, block.c + 32)
    if rows > 1 {
      store(c1a, block.c + block.cRow)
      store(c1b, block.c + block.cRow + 16)
      store(c1c, block.c + block.cRow + 32)
    }
    if rows > 2 {
      store(c2a, block.c + 2 &* block.cRow)
      store(c2b, block.c + 2 &* block.cRow + 16)
      store(c2c, block.c + 2 &* block.cRow + 32)
    }
    if rows > 3 {
      store(c3a, block.c + 3 &* block.cRow)
      store(c3b, block.c + 3 &* block.cRow + 16)
      store(c3c, block.c + 3 &* block.cRow + 32)
    }
    if rows > 4 {
      store(c4a, block.c + 4 &* block.cRow)
      store(c4b, block.c + 4 &* block.cRow + 16)
      store(c4c, block.c + 4 &* block.cRow + 32)
    }
    if rows > 5 {
      store(c5a, block.c + 5 &* block.cRow)
      store(c5b, block.c + 5 &* block.cRow + 16)
      store(c5c, block.c + 5 &* block.cRow + 32)
    }
    if rows > 6 {
      store(c6a, block.c + 6 &* block.cRow)
      store(c6b, block.c + 6 &* block.cRow + 16)
      store(c6c, block.c + 6 &* block.cRow + 32)
    }
    if rows > 7 {
      store(c7a, block.c + 7 &* block.cRow)
      store(c7b, block.c + 7 &* block.cRow + 16)
      store(c7c, block.c + 7 &* block.cRow + 32)
    }
  }
#endif
