import Checkpoint
import Diagnostics

/// Digests of everything a run reads: facts with their value lists, and the encoded rows of each split.
///
/// Two data sets with equal fingerprints train the same model from the same seed; of two that differ, the parts tell
/// where.
package struct DataFingerprint: Sendable, Equatable {
  /// SHA-256 of each part, as 64 hexadecimal digits, in the order facts, train, valid, test.
  package var parts: [(name: String, digest: String)]

  package init(parts: [(name: String, digest: String)]) { self.parts = parts }

  package static func == (left: DataFingerprint, right: DataFingerprint) -> Bool {
    left.parts.elementsEqual(right.parts) { $0 == $1 }
  }

  /// One line: `facts:<digest> train:<digest> ...`.
  package var text: String { parts.map { "\($0.name):\($0.digest)" }.joined(separator: " ") }

  /// Reads what `text` writes; nil for anything else.
  package init?(text: String) {
    var parts: [(String, String)] = []
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, ["facts", "train", "valid", "test"].contains(pair[0]), pair[1].utf8.count == 64 else {
        return nil
      }
      parts.append((pair[0], pair[1]))
    }
    self.parts = parts
  }

  /// Names of the parts that differ or that only one of the two has.
  package func differences(from other: DataFingerprint) -> [String] {
    ["facts", "train", "valid", "test"].filter { name in
      parts.first { $0.name == name }?.digest != other.parts.first { $0.name == name }?.digest
    }
  }
}

extension Dataset {
  /// The fingerprint of the data; reads every encoded cell.
  package func fingerprint() -> DataFingerprint {
    var parts = [("facts", SHA256.hexadecimal(of: Array(facts.json.compactText.utf8))), ("train", train.digest())]
    if let valid { parts.append(("valid", valid.digest())) }
    if let test { parts.append(("test", test.digest())) }
    return DataFingerprint(parts: parts)
  }
}

extension Split {
  /// SHA-256 of row numbers and cells, in row order.
  fileprivate func digest() -> String {
    var hash = SHA256()
    hash.update(Array("rows \(rowCount)\n".utf8))
    unsafe rowNumbers.withUnsafeBytes { unsafe hash.update($0) }
    for field in fields {
      switch field.storage {
      case .bytes(let cells): unsafe hash.update("bytes", field, UnsafeRawBufferPointer(cells.elements))
      case .halfwords(let cells): unsafe hash.update("halfwords", field, UnsafeRawBufferPointer(cells.elements))
      case .words(let cells): unsafe hash.update("words", field, UnsafeRawBufferPointer(cells.elements))
      case .grey(let cells): unsafe hash.update("grey", field, UnsafeRawBufferPointer(cells.elements))
      }
      if case .drawn(let random) = field.reading {
        hash.update(Array("key (low: \(random.key.low), high: \(random.key.high))\n".utf8))
      }
    }
    return hash.finishHexadecimal()
  }
}

extension SHA256 {
  fileprivate mutating func update(_ kind: String, _ field: FieldCells, _ bytes: UnsafeRawBufferPointer) {
    update(Array("\n\(kind) \(field.columnCount)\n".utf8))
    unsafe update(bytes)
  }
}
