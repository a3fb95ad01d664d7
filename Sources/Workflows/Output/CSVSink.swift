import Datasets
import Diagnostics

/// A table as csv with a header.
final class CSVSink: RowSink {
  private let labels: [[String]?]
  private let target: TextTarget

  init(_ columns: [OutputColumn], to target: TextTarget) throws {
    labels = columns.map { $0.labels?.map(quoted) }
    self.target = target
    try put(columns.map { quoted($0.name) })
  }

  func append(_ row: [Double?]) throws {
    try put(
      zip(row, labels).map { value, words in
        guard let value else { return "" }
        guard let words else { return numberText(value) }
        let place = Int(exactly: value) ?? -1
        return words.indices.contains(place) ? words[place] : ""
      })
  }

  func finish() throws { try target.finish() }

  private func put(_ cells: [String]) throws { try target.put((cells.joined(separator: ",") + "\n").utf8) }
}

/// Rows of data as csv, as the data themselves have them: own values and names, one-hot groups as their columns.
final class DataCSVSink: RowSink {
  private let fields: [FieldFacts]
  private let target: TextTarget

  /// Writes the header, unless the data have none.
  init(_ fields: [FieldFacts], to target: TextTarget) throws {
    self.fields = fields
    self.target = target
    let hasHeader = fields.contains { $0.columns.contains { $0.sources.contains { $0.name != nil } } }
    if hasHeader { try target.put(CSVWriter(fields: fields, hasHeader: true).bytes) }
  }

  func append(_ row: [Double?]) throws {
    var writer = CSVWriter(fields: fields, hasHeader: false)
    var rest = row.map { Float($0 ?? -1) }[...]
    try writer.append(
      row: fields.map { field in
        defer { rest = rest.dropFirst(field.columns.count) }
        return Array(rest.prefix(field.columns.count))
      })
    try target.put(writer.bytes)
  }

  func finish() throws { try target.finish() }
}

/// A cell in quotes where it would read back otherwise without.
private func quoted(_ cell: String) -> String {
  let isPlain =
    !cell.isEmpty && cell == cell.filter { !",\"\r\n\r\n".contains($0) } && !cell.hasPrefix(" ") && !cell.hasSuffix(" ")
  return isPlain
    ? cell : "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

/// The shortest text that reads back as the same single-precision number; whole numbers without a point.
private func numberText(_ value: Double) -> String {
  if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return "\(whole)" }
  return "\(Float(value))"
}
