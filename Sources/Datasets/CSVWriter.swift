import Diagnostics

/// Rows of values written as the data have them: own values, own column names, one-hot groups as 0/1 columns.
package struct CSVWriter {
  private let fields: [FieldFacts]
  /// The bytes so far.
  package private(set) var bytes: [UInt8] = []

  /// Begins with the header line, unless the data have none (`hasHeader` false). Labels are left out of `fields` by the
  /// caller if they are not written.
  package init(fields: [FieldFacts], hasHeader: Bool = true) {
    self.fields = fields
    if hasHeader { append(line: fields.flatMap { field in field.columns.flatMap { $0.fileColumnNames } }) }
  }

  /// Adds one row: for each field one number a column, as `Split.fillValues` writes them (a negative index is an empty
  /// cell). Throws an `InternalError` when a number is no index of the column's values.
  package mutating func append(row: [[Float]]) throws {
    var cells: [String?] = []
    for (field, numbers) in zip(fields, row) {
      for (column, number) in zip(field.columns, numbers) { cells += try column.fileCells(number, field.kind) }
    }
    append(line: cells)
  }

  private mutating func append(line: [String?]) {
    for (index, cell) in line.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if let cell { append(cell) }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Quotes what would read back otherwise; the empty value too, since an empty cell without quotes is a missing one.
  private mutating func append(_ cell: String) {
    let special = Array(",\"\r\n".utf8)
    let text = Array(cell.utf8)
    let hasBlankEnd = [0x20, 0x09].contains(text.first) || [0x20, 0x09].contains(text.last)
    let isPlain = !text.isEmpty && !hasBlankEnd && !text.contains(where: special.contains)
    if isPlain && !text.starts(with: [0xef, 0xbb, 0xbf]) { return bytes += text }
    bytes.append(UInt8(ascii: "\""))
    for byte in text { bytes += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension ColumnFacts {
  /// Header names of the file columns, or the column's own name.
  fileprivate var fileColumnNames: [String] {
    isOneHot ? sources.map { $0.name ?? String($0.position) } : [name]
  }

  /// The cells of the file columns for a number.
  fileprivate func fileCells(_ number: Float, _ kind: FieldKind) throws -> [String?] {
    if case .binary(isSoft: true, _) = kind { return [number == 0 || number == 1 ? String(Int(number)) : "\(number)"] }
    guard let index = Int(exactly: number), index < values.count else {
      throw InternalError(stage: "sample", "\(number) is no value of column \(name)")
    }
    if index < 0 { return isOneHot ? sources.map { _ in nil } : [nil] }
    return isOneHot ? sources.indices.map { $0 == index ? "1" : "0" } : [values[index]]
  }
}
