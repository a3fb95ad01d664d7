import Diagnostics

/// npy, the array file of NumPy, versions 1 to 3.
enum NPYReader {
  /// The array in `bytes`, which may be gzip. Throws a `FormatProblem` when header and bytes disagree.
  static func table(_ path: DataPath, _ bytes: GrowingBuffer<UInt8>, budget: MemoryBudget) throws -> SourceTable {
    let content =
      try unsafe isGzip(path, bytes)
      ? unpackArray(bytes.elements, .gzip, budget: budget, announcedSize: unsafe announcedSize) : bytes
    return try table(path, name: "", content: content)
  }

  /// The array whose npy bytes are `content`.
  static func table(_ path: DataPath, name: String, content: GrowingBuffer<UInt8>) throws -> SourceTable {
    guard let header = try unsafe NPYHeader(content.elements) else {
      throw FormatProblem("truncated-array", "the npy header is cut off")
    }
    try requireSize(content.count, announced: try header.announcedSize())
    let array = try NumberArray(
      shape: header.shape, bytes: content, start: header.end, element: header.element,
      isFortranOrder: header.isFortranOrder)
    return SourceTable(name: name, path: path, cells: .numbers(array), imageShape: ImageShape(arrayShape: header.shape))
  }

  /// Bytes of the whole file as its header tells; nil while the header is not complete.
  static func announcedSize(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Int? {
    try unsafe NPYHeader(bytes)?.announcedSize()
  }
}
