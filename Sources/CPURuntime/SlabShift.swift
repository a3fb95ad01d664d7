/// How far the operands of an instruction that lie in a slab are from where they were bound: in worker 0's slab, for a
/// tile that begins with row 0.
@safe struct SlabShift {
  /// Elements from one row of the batch to the next in each operand (0 is the output); 0 for operands elsewhere.
  let strides: UnsafePointer<Int>
  /// Elements from worker 0's slab to that of the worker.
  let slab: Int
  /// First row of the tile.
  let row: Int
  /// The worker's own room for the operands' addresses.
  let addresses: UnsafeMutablePointer<UnsafePointer<Float>>

  /// The address of operand `operand` for rows counted from the batch's first. It may lie before the slab: what is read
  /// from the tile's first row on does not.
  func move(_ address: UnsafePointer<Float>, _ operand: Int) -> UnsafePointer<Float> {
    let stride = unsafe strides[operand]
    return unsafe stride == 0 ? address : address + (slab - row * stride)
  }

  func move(_ address: UnsafeMutablePointer<Float>, _ operand: Int) -> UnsafeMutablePointer<Float> {
    let stride = unsafe strides[operand]
    return unsafe stride == 0 ? address : address + (slab - row * stride)
  }
}
