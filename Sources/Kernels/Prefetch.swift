import CInstructions

/// Asks for the cache line at `address`, which will be read soon. Any address will do.
@inline(always)
func prefetch(_ address: UnsafePointer<Float>) { dvae_prefetch(address) }

/// Asks for the cache line at `address`, which will be written soon: where another processor has it too, taking it from
/// there costs as much as a read from there.
@inline(always)
func prefetchToWrite(_ address: UnsafeMutablePointer<Float>) { dvae_prefetch_to_write(address) }

/// Asks for the lines of `rows` rows of `columns` columns, which will be written soon.
@inline(always)
func prefetchBlock(_ c: UnsafeMutablePointer<Float>, _ row: Int, _ rows: Int, _ columns: Int) {
  var i = 0
  while i < rows {
    prefetchToWrite(c + i &* row)
    if columns > 16 { prefetchToWrite(c + i &* row + 16) }
    if columns > 32 { prefetchToWrite(c + i &* row + 32) }
    i &+= 1
  }
}
