import Diagnostics

/// A safetensors file: strings by name, and tensors in the order of their bytes.
///
/// The file itself keeps two more strings, `format_version` and `sha256`, the digest of the whole file with those 64
/// digits as zeros; they are not among `metadata`.
package struct TensorFile: Sendable {
  /// The version written, and the newest read.
  package static let formatVersion = 1
  /// Bytes of the largest header.
  package static let headerLimit = 16 << 20
  static let versionKey = "format_version"
  static let checksumKey = "sha256"
  static let blankChecksum = String(repeating: "0", count: 64)

  /// Keys are distinct.
  package var metadata: [(key: String, value: String)]
  /// Names are distinct.
  package var tensors: [Tensor]
  /// Whether the file held a checksum of ours, which then is right. A file of another program has none.
  package var isChecksummed = true

  package init(metadata: [(key: String, value: String)], tensors: [Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// The metadata string called `key`.
  package func value(_ key: String) -> String? { metadata.first { $0.key == key }?.value }

  /// The tensor called `name`.
  package func tensor(_ name: String) -> Tensor? { tensors.first { $0.name == name } }

  /// One tensor: little-endian numbers in C order.
  package struct Tensor: Sendable {
    package var name: String
    package var element: Element
    package var shape: [Int]
    private let memory: ByteMemory
    private let range: Range<Int>

    /// A tensor over part of a file; `range` lies inside `memory`.
    init(name: String, element: Element, shape: [Int], memory: ByteMemory, range: Range<Int>) {
      self.name = name
      self.element = element
      self.shape = shape
      self.memory = memory
      self.range = range
    }

    /// A copy of `bytes`. Throws an `InternalError` when shape and bytes disagree, a `MachineFailure` without memory.
    package init(name: String, element: Element, shape: [Int], bytes: UnsafeRawBufferPointer) throws {
      guard element.byteCount(of: shape) == bytes.count else {
        throw InternalError(stage: "checkpoint", "tensor \(name): \(bytes.count) bytes for the shape \(shape)")
      }
      let copy = try ByteMemory(count: bytes.count)
      unsafe copy.mutableBytes.copyMemory(from: bytes)
      self.init(name: name, element: element, shape: shape, memory: copy, range: 0..<bytes.count)
    }

    /// A copy of 32-bit floats.
    package init(name: String, shape: [Int], floats: [Float]) throws {
      self = try unsafe floats.withUnsafeBytes { try unsafe Tensor(name: name, element: .F32, shape: shape, bytes: $0) }
    }

    /// The numbers' bytes, at any alignment. Valid while this tensor, or a copy of it, lives.
    package var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(rebasing: memory.bytes[range]) }

    /// The numbers of an `F32` tensor; nil for another element.
    package var floats: [Float]? {
      guard element == .F32 else { return nil }
      let bytes = unsafe bytes
      return (0..<(bytes.count / 4)).map {
        unsafe Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }

  /// How numbers are stored, by the names of the format.
  package enum Element: String, Sendable, CaseIterable {
    case F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL

    /// Bytes of one number.
    package var size: Int {
      switch self {
      case .F64, .I64, .U64: 8
      case .F32, .I32, .U32: 4
      case .F16, .BF16, .I16, .U16: 2
      case .I8, .U8, .BOOL: 1
      }
    }

    /// Bytes of a tensor; nil for a negative size or a product past 63 bits.
    package func byteCount(of shape: [Int]) -> Int? {
      var total = size
      for dimension in shape {
        let (product, overflow) = total.multipliedReportingOverflow(by: dimension)
        if overflow || dimension < 0 { return nil }
        total = product
      }
      return total
    }
  }
}
