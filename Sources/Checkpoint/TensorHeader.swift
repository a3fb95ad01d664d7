import Diagnostics

/// The header of a safetensors file, checked: tensors cover the bytes behind it without gap or overlap.
struct TensorHeader {
  /// One tensor; `range` counts from the first byte behind the header.
  struct Entry {
    var name: String
    var element: TensorFile.Element
    var shape: [Int]
    var range: Range<Int>
  }

  /// Most dimensions of a tensor.
  static let dimensionLimit = 8

  private(set) var metadata: [(key: String, value: String)] = []
  /// In the order of their bytes.
  private(set) var entries: [Entry] = []

  /// Bytes that the entries cover.
  var dataSize: Int { entries.last?.range.upperBound ?? 0 }

  /// Throws a `CheckpointError.Reason.notSafetensors` wrapped as `HeaderProblem`.
  init(_ text: UnsafeBufferPointer<UInt8>) throws {
    guard unsafe text.first == UInt8(ascii: "{") else { throw HeaderProblem("its header does not begin with `{`") }
    let value: JSONValue
    do { value = try unsafe StrictJSON.read(text, depthLimit: 8) } catch let problem as JSONProblem {
      throw HeaderProblem("its header, byte \(problem.offset): \(problem.message)")
    }
    guard case .object(let members) = value else { throw HeaderProblem("its header is no object") }
    for member in members {
      if member.key == "__metadata__" {
        metadata = try Self.strings(member.value)
      } else {
        entries.append(try Self.entry(member))
      }
    }
    entries = entries.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }.map(\.element)
    var end = 0
    for entry in entries {
      if entry.range.lowerBound != end {
        throw HeaderProblem("tensor `\(visible(entry.name))` leaves a gap or overlaps another")
      }
      end = entry.range.upperBound
    }
  }

  private static func strings(_ value: JSONValue) throws -> [(key: String, value: String)] {
    guard case .object(let members) = value else { throw HeaderProblem("`__metadata__` is no object") }
    return try members.map { member in
      guard case .string(let text) = member.value else {
        throw HeaderProblem("`__metadata__` holds more than strings")
      }
      return (member.key, text)
    }
  }

  private static func entry(_ member: JSONValue.Member) throws -> Entry {
    let name = visible(member.key)
    guard case .object(let fields) = member.value, fields.count == 3, case .string(let type)? = member.value["dtype"],
      let shape = integers(member.value["shape"]), let offsets = integers(member.value["data_offsets"])
    else { throw HeaderProblem("tensor `\(name)` needs exactly dtype, shape and data_offsets") }
    guard let element = TensorFile.Element(rawValue: type) else {
      throw HeaderProblem("tensor `\(name)` holds numbers of the unknown type `\(visible(type))`")
    }
    if shape.count > dimensionLimit {
      throw HeaderProblem("tensor `\(name)` has more than \(dimensionLimit) dimensions")
    }
    guard let size = element.byteCount(of: shape) else {
      throw HeaderProblem("the shape of tensor `\(name)` is out of range")
    }
    guard offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] - offsets[0] == size else {
      throw HeaderProblem("the offsets of tensor `\(name)` do not fit its shape")
    }
    return Entry(name: member.key, element: element, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func integers(_ value: JSONValue?) -> [Int]? {
    guard case .array(let elements)? = value else { return nil }
    var integers: [Int] = []
    for element in elements {
      guard case .integer(let integer) = element else { return nil }
      integers.append(integer)
    }
    return integers
  }
}

/// What is wrong with a header.
struct HeaderProblem: Error {
  var message: String
  init(_ message: String) { self.message = message }
}
