import Diagnostics
import ModelSpec

/// How the files of a source are read.
struct ReadingRules {
  /// nil: by name.
  var format: DataFormat?
  /// Replaces the format's own delimiter.
  var delimiter: UInt8?
  /// nil: there is one, unless the first row is all numbers, which is an error.
  var header: Bool?
  var budget: MemoryBudget
}

extension ReadingRules {
  /// The tables of one file: one, or one an array of an archive. Throws a `FormatProblem` or a `MachineFailure`.
  func readTables(_ path: DataPath) throws -> [SourceTable] {
    guard let format = format ?? DataFormat(fileName: path.written) else {
      try requireRegularFile(path)
      throw FormatProblem(
        "unknown-format", "the name does not tell the format",
        help: "formats are " + DataFormat.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
          + ", each also gzipped: if it is one of these, write `format:`, else convert the file")
    }
    let bytes = try readFile(path, budget: budget)
    let tables =
      switch format {
      case .csv: [try delimited(path, bytes, delimiter ?? UInt8(ascii: ","))]
      case .tsv: [try delimited(path, bytes, delimiter ?? UInt8(ascii: "\t"))]
      case .idx: [try IDXReader.table(path, bytes, budget: budget)]
      case .npy: [try NPYReader.table(path, bytes, budget: budget)]
      case .npz: try NPZReader.tables(path, bytes, budget: budget)
      }
    for table in tables { try Self.limitColumns(table.columnCount) }
    return tables
  }

  /// Columns that one table may have. Each becomes a name, facts and parameters, so a file of nothing but delimiters
  /// would ask for many times its own size.
  static let columnLimit = 1 << 20

  /// Throws a `FormatProblem` when there are too many.
  private static func limitColumns(_ count: Int) throws {
    guard count > columnLimit else { return }
    throw FormatProblem("too-many-columns", "there are \(count) columns; at most \(columnLimit) are read")
  }

  private func delimited(_ path: DataPath, _ bytes: GrowingBuffer<UInt8>, _ delimiter: UInt8) throws -> SourceTable {
    var reader = try CSVReader(delimiter: delimiter, budget: budget)
    if try isGzip(path, bytes) {
      try unsafe Inflater.unpack(bytes.elements, .gzip) { try unsafe reader.read($0) }
    } else {
      try unsafe reader.read(bytes.elements)
    }
    let table = try reader.finish()
    try Self.limitColumns(table.columnCount)
    let names = try takeHeader(of: table)
    if table.rowCount == 0 { throw FormatProblem("empty-file", "there is no row of data") }
    if table.rowCount > Int(Int32.max) { throw FormatProblem("too-many-rows", "there are more than 2^31 rows") }
    return SourceTable(name: "", path: path, cells: .texts(table), columnNames: names)
  }

  /// The names in the first row, which then is no row of data; nil without a header.
  private func takeHeader(of table: TextTable) throws -> [String]? {
    if header == false || table.rowCount == 0 { return nil }
    let first = (0..<table.columnCount).map { table.text(row: 0, column: $0) }
    if header == nil, first.allSatisfy({ unsafe readNumber(table.bytes(ofText: $0)) != nil }) {
      throw FormatProblem(
        "ambiguous-header", "the first row is all numbers: column names or data?",
        help: "write `header: false` if the first row is data, `header: true` if it holds the column names")
    }
    table.headerRows = 1
    return first.map(table.string(ofText:))
  }
}

/// Whether the bytes are compressed. A name that ends in `.gz` must hold to it.
func isGzip(_ path: DataPath, _ bytes: GrowingBuffer<UInt8>) throws -> Bool {
  let isCompressed = unsafe bytes.elements.starts(with: [0x1f, 0x8b])
  if !isCompressed && path.written.lowercased().hasSuffix(".gz") {
    throw FormatProblem("damaged-gzip", "the name ends in `.gz`, but this is not gzip data")
  }
  return isCompressed
}
