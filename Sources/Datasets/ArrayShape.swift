import Diagnostics

extension NumberArray {
  /// An array of any number of dimensions as rows (the first) and columns (the others, in C order).
  /// Throws a `FormatProblem` for no dimension, no cell, or sizes out of range.
  init(shape: [Int], bytes: GrowingBuffer<UInt8>, start: Int, element: Element, isFortranOrder: Bool) throws {
    guard let rows = shape.first else { throw FormatProblem("bad-shape", "a single number is no array of rows") }
    var columns = 1
    for size in shape.dropFirst() {
      let (product, overflow) = columns.multipliedReportingOverflow(by: size)
      if overflow { throw FormatProblem("bad-shape", "the announced sizes multiply to more than any file holds") }
      columns = product
    }
    if rows == 0 || columns == 0 { throw FormatProblem("empty-file", "there is no cell: the shape is \(shape)") }
    if rows > Int(Int32.max) || columns > Int(Int32.max) {
      throw FormatProblem("too-many-rows", "there are more than 2^31 rows or columns")
    }
    let isColumnMajor = isFortranOrder && shape.count > 1
    self.init(
      bytes: bytes, start: start, element: element, rowCount: rows, columnCount: columns,
      rowStride: isColumnMajor ? 1 : columns,
      columnPlaces: isColumnMajor ? Self.fortranPlaces(shape, columns: columns) : nil)
  }

  /// Place of each column of row 0 when the first dimension runs fastest.
  private static func fortranPlaces(_ shape: [Int], columns: Int) -> [Int] {
    (0..<columns).map { column in
      var rest = column
      var place = 0
      for dimension in stride(from: shape.count - 1, to: 0, by: -1) {
        let step = shape[..<dimension].reduce(1, *)
        place += rest % shape[dimension] * step
        rest /= shape[dimension]
      }
      return place
    }
  }
}

extension ImageShape {
  /// Of an array of rows x height x width; nil for other numbers of dimensions.
  init?(arrayShape shape: [Int]) {
    guard shape.count == 3 else { return nil }
    self.init(height: shape[1], width: shape[2])
  }
}

/// Unpacks an array, ending as soon as there is more than its own header announces.
/// `announcedSize` answers nil while it needs more bytes, and throws when the header is wrong.
func unpackArray(
  _ input: UnsafeBufferPointer<UInt8>, _ container: Inflater.Container, budget: MemoryBudget,
  announcedSize: (UnsafeBufferPointer<UInt8>) throws -> Int?
) throws -> GrowingBuffer<UInt8> {
  let content = GrowingBuffer<UInt8>(budget: budget)
  var announced: Int?
  try unsafe Inflater.unpack(input, container) { chunk in
    try unsafe content.append(contentsOf: chunk)
    if announced == nil { announced = try unsafe announcedSize(content.elements) }
    if let announced, content.count > announced { try requireSize(content.count, announced: announced) }
  }
  return content
}

/// Throws unless the bytes present are those announced.
func requireSize(_ count: Int, announced: Int) throws {
  if count < announced {
    throw FormatProblem("truncated-array", "the header announces \(announced) bytes, but there are \(count)")
  }
  if count > announced {
    throw FormatProblem("trailing-bytes", "the header announces \(announced) bytes, but there are more")
  }
}
