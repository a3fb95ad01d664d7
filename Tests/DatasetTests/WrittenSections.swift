import Datasets
import Diagnostics
import Foundation

@testable import ModelSpec

/// A value as if the spec had written it.
func written<Value>(_ value: Value) -> Spanned<Value> {
  Spanned(value, at: Span(source: SourceID(rawValue: 0), start: 0, end: 1))
}

/// A `data` section around a path.
func section(
  _ train: String, valid: SplitRule? = nil, test: SplitRule? = nil, header: Bool? = nil, missing: [String]? = nil,
  format: DataFormat? = nil, delimiter: String? = nil, seed: UInt64 = 0, fields: [FieldSection] = []
) -> DataSection {
  DataSection(
    span: written(0).span, train: .path(written(train)), valid: valid, test: test, seed: written(seed),
    format: format.map(written), delimiter: delimiter.map(written), header: header.map(written),
    missing: missing.map(written), fields: fields)
}

/// A binary field.
func binary(
  _ name: String, _ columns: [ColumnSelector]? = nil, scale: Double = 1, _ binarize: Binarization? = nil,
  isLabel: Bool = false, missing: [String]? = nil
) -> FieldSection {
  FieldSection(
    name: written(name), span: written(0).span,
    type: written(.binary(BinaryOptions(scale: written(scale), binarize: binarize.map(written)))),
    columns: columns.map(written), isLabel: isLabel, missing: missing.map(written))
}

/// A categorical field.
func categorical(
  _ name: String, _ columns: [ColumnSelector]? = nil, values: [String]? = nil, minimumCount: Int? = nil,
  unseen: UnseenValues? = nil, oneHot: OneHotGroups? = nil, isLabel: Bool = false, missing: [String]? = nil
) -> FieldSection {
  let options = CategoricalOptions(
    values: values.map(written), minimumCount: minimumCount.map(written) ?? Spanned(0, at: .none),
    unseen: unseen.map(written) ?? Spanned(.error, at: .none), oneHot: oneHot.map(written))
  return FieldSection(
    name: written(name), span: written(0).span, type: written(.categorical(options)),
    columns: columns.map(written), isLabel: isLabel, missing: missing.map(written))
}

/// A folder that goes away with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "datasets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its name.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return name
  }

  /// Writes a text file and returns its name.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  /// Loads a section whose paths are in this folder.
  func load(_ section: DataSection) throws -> Dataset { try loadDataset(section: section, specDirectory: path) }

  /// What is wrong with a section: the messages of its errors, this folder's path left out.
  func errors(_ section: DataSection) -> [String] {
    do {
      _ = try load(section)
      return []
    } catch let refusal as Refusal {
      return refusal.diagnostics.filter { $0.severity == .error }.map {
        "\($0.code): " + $0.message.replacingOccurrences(of: path + "/", with: "")
      }
    } catch { return ["\(error)"] }
  }
}

extension Split {
  /// All values of a field, row by row.
  func values(_ field: Int, columns: Int, visit: UInt32 = 0) -> [[Float]] {
    let rows = (0..<rowCount).map(Int32.init)
    var output = [Float](repeating: 99, count: rowCount * columns)
    rows.withUnsafeBufferPointer { rows in
      output.withUnsafeMutableBufferPointer {
        if let start = $0.baseAddress {
          fillValues(field: field, rows: rows, into: start, rowStride: columns, visit: visit)
        }
      }
    }
    return stride(from: 0, to: output.count, by: columns).map { Array(output[$0..<($0 + columns)]) }
  }
}

/// The project's own data.
let projectData = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Specs/data").path
