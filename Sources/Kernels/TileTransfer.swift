/// Brings `count` elements of an operand, from element `first` on, into its register: by reference where they lie in a
/// row, else copied. Lanes past the last element, up to a multiple of 16, become 0.
@inline(always)
func loadTile(
  _ nest: TileOperands, _ number: Int, from base: UnsafePointer<Float>, room: UnsafeMutablePointer<Float>, _ first: Int,
  _ count: Int
) {
  let operand = operand(nest, number)
  if kind(operand) == isOneNumber || kind(operand) == isTheSame && first > 0 { return }
  nest.registers[number &- 1] = room
  if count == nest.tile && isRow(operand, first, count) {
    nest.registers[number &- 1] = UnsafeMutablePointer(mutating: base + rowStart(operand, first))
  } else {
    copyTile(operand, base, room, first, count)
  }
}

/// Whether `count` elements from element `first` on lie in a row, which then begins at `rowStart`.
@inline(always)
func isRow(_ operand: TileOperand, _ first: Int, _ count: Int) -> Bool {
  kind(operand) == isInARow
    || stride(operand, 0) == 1 && operand[0] >= count && first % operand[0] &+ count <= operand[0]
}

@inline(always)
func rowStart(_ operand: TileOperand, _ first: Int) -> Int {
  kind(operand) == isInARow ? origin(operand) &+ first : nextPiece(operand, first, left: 1).offset
}

@inline(never)
private func copyTile(
  _ operand: TileOperand, _ base: UnsafePointer<Float>, _ room: UnsafeMutablePointer<Float>, _ first: Int, _ count: Int
) {
  var done = 0
  while done < count {
    let piece = nextPiece(operand, first &+ done, left: count &- done)
    copyIn(piece, from: base + piece.offset, to: room + done)
    done &+= piece.inner &* piece.outer &* piece.blocks
  }
  while done & 15 != 0 {
    room[done] = 0
    done &+= 1
  }
}

/// Writes `count` elements of a register to the output, from element `first` on.
@inline(never)
func storeTile(
  _ output: TileOperand, from register: UnsafeMutablePointer<Float>, to base: UnsafeMutablePointer<Float>, _ first: Int,
  _ count: Int
) {
  var done = 0
  while done < count {
    let piece = nextPiece(output, first &+ done, left: count &- done)
    copyOut(piece, from: register + done, to: base + piece.offset)
    done &+= piece.inner &* piece.outer &* piece.blocks
  }
}
