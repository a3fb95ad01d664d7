/// Numbers as a file stores them, read in place: `rowCount` rows of `columnCount` numbers.
struct NumberArray: Sendable {
  /// How one number is stored.
  enum Element: Sendable {
    case unsigned(bytes: Int)
    case signed(bytes: Int)
    case float(bytes: Int)
    case boolean

    /// Bytes of one number.
    var size: Int {
      switch self {
      case .unsigned(let bytes), .signed(let bytes), .float(let bytes): bytes
      case .boolean: 1
      }
    }
  }

  let bytes: GrowingBuffer<UInt8>
  /// First byte of the first number.
  let start: Int
  let element: Element
  let rowCount: Int
  let columnCount: Int
  /// Numbers between a row and the next.
  let rowStride: Int
  /// Place of each column's number inside row 0, in numbers; nil when columns follow one another.
  let columnPlaces: [Int]?

  /// Numbers in order of rows, starting at byte `start`.
  init(bytes: GrowingBuffer<UInt8>, start: Int, element: Element, rowCount: Int, columnCount: Int) {
    self.init(
      bytes: bytes, start: start, element: element, rowCount: rowCount, columnCount: columnCount,
      rowStride: columnCount, columnPlaces: nil)
  }

  init(
    bytes: GrowingBuffer<UInt8>, start: Int, element: Element, rowCount: Int, columnCount: Int, rowStride: Int,
    columnPlaces: [Int]?
  ) {
    self.bytes = bytes
    self.start = start
    self.element = element
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.rowStride = rowStride
    self.columnPlaces = columnPlaces
  }

  /// The stored little-endian bits of a number.
  @inline(__always)
  func bits(row: Int, column: Int) -> UInt64 {
    let place = start + (row * rowStride + (columnPlaces?[column] ?? column)) * element.size
    if element.size == 1 { return unsafe UInt64(bytes.elements[place]) }
    var bits: UInt64 = 0
    for index in 0..<element.size { unsafe bits |= UInt64(bytes.elements[place + index]) << UInt64(8 * index) }
    return bits
  }

  /// The number that `bits` stand for. Whole numbers beyond 2^53 are rounded.
  func number(_ bits: UInt64) -> Double {
    switch element {
    case .unsigned: Double(bits)
    case .signed(let size): Double(Self.extended(bits, size))
    case .float(4): Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float: Double(bitPattern: bits)
    case .boolean: bits == 0 ? 0 : 1
    }
  }

  /// The text of a number: whole numbers without a point, others as the shortest digits that read back the same.
  func text(_ bits: UInt64) -> String {
    switch element {
    case .unsigned: return String(bits)
    case .signed(let size): return String(Self.extended(bits, size))
    case .boolean: return bits == 0 ? "0" : "1"
    case .float(let size):
      let value = number(bits)
      if let whole = Int(exactly: value) { return String(whole) }
      return size == 4 ? "\(Float(value))" : "\(value)"
    }
  }

  private static func extended(_ bits: UInt64, _ size: Int) -> Int64 {
    let shift = UInt64(64 - 8 * size)
    return Int64(bitPattern: bits << shift) >> Int64(shift)
  }
}
