import Diagnostics

/// IDX, the format of MNIST: two zero bytes, a type code, the number of dimensions, each size in four big-endian bytes,
/// then the numbers in C order. Unsigned bytes (code 8) are read.
enum IDXReader {
  /// Most dimensions a file may have.
  static let dimensionLimit = 8

  /// The array in `bytes`, which may be gzip. Throws a `FormatProblem` when sizes and bytes disagree.
  static func table(_ path: DataPath, _ bytes: GrowingBuffer<UInt8>, budget: MemoryBudget) throws -> SourceTable {
    let content =
      try unsafe isGzip(path, bytes)
      ? unpackArray(bytes.elements, .gzip, budget: budget, announcedSize: unsafe announcedSize) : bytes
    let whole = unsafe content.elements
    guard let announced = try unsafe announcedSize(whole) else {
      throw FormatProblem("truncated-array", "the header is cut off")
    }
    try requireSize(whole.count, announced: announced)
    let dimensions = unsafe Int(whole[3])
    let shape = (0..<dimensions).map { unsafe size(whole, at: 4 + 4 * $0) }
    let array = try NumberArray(
      shape: shape, bytes: content, start: 4 + 4 * dimensions, element: .unsigned(bytes: 1), isFortranOrder: false)
    return SourceTable(name: "", path: path, cells: .numbers(array), imageShape: ImageShape(arrayShape: shape))
  }

  /// Bytes of the whole file as its header tells; nil while the header is not complete.
  private static func announcedSize(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Int? {
    guard bytes.count >= 4 else { return nil }
    guard unsafe bytes[0] == 0, unsafe bytes[1] == 0 else {
      throw FormatProblem("not-idx", "this is not IDX data (it begins otherwise)")
    }
    let names: [UInt8: String] = [9: "signed bytes", 11: "shorts", 12: "ints", 13: "floats", 14: "doubles"]
    if unsafe bytes[2] != 8 {
      let name = unsafe names[bytes[2]] ?? "type code \(bytes[2])"
      throw FormatProblem("unsupported-type", "the numbers are \(name); unsigned bytes are read")
    }
    let dimensions = unsafe Int(bytes[3])
    guard (1...dimensionLimit).contains(dimensions) else {
      throw FormatProblem("bad-shape", "\(dimensions) dimensions; 1 to \(dimensionLimit) are read")
    }
    guard bytes.count >= 4 + 4 * dimensions else { return nil }
    var total = 1
    for dimension in 0..<dimensions {
      let (product, overflow) = unsafe total.multipliedReportingOverflow(by: size(bytes, at: 4 + 4 * dimension))
      if overflow { throw FormatProblem("bad-shape", "the announced sizes multiply to more than any file holds") }
      total = product
    }
    let (sum, overflow) = total.addingReportingOverflow(4 + 4 * dimensions)
    if overflow { throw FormatProblem("bad-shape", "the announced sizes multiply to more than any file holds") }
    return sum
  }

  private static func size(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    (0..<4).reduce(0) { unsafe $0 << 8 | Int(bytes[place + $1]) }
  }
}
