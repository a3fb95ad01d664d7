import Diagnostics

/// A column of an output table.
struct OutputColumn {
  var name: String
  /// Words for the values 0, 1, ...; nil for numbers.
  var labels: [String]?
}

/// Takes a table row by row.
protocol RowSink: AnyObject {
  /// One value a column: a number, or the place of a word. nil is a missing cell.
  func append(_ row: [Double?]) throws
  /// Writes what is left. A file appears, or replaces the old one, only now.
  func finish() throws
}

/// The format of an output file.
enum OutputFormat: String, CaseIterable {
  case csv, npy, png

  /// By the ending of a file's name; csv for standard output. Throws `UsageError` for another ending than `allowed`.
  init(of path: String?, allowed: [OutputFormat] = [.csv, .npy, .png]) throws {
    guard let path else {
      self = .csv
      return
    }
    let ending = path.lastIndex(of: ".").map { path[path.index(after: $0)...].lowercased() } ?? ""
    guard let format = OutputFormat(rawValue: ending), allowed.contains(format) else {
      let endings = allowed.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw UsageError("--out \(visible(path)): the file's name must end in one of \(endings)")
    }
    self = format
  }
}

extension Session {
  /// A sink for a table of numbers and words as csv or npy; a file gathers `limit` bytes in memory at most.
  func sink(_ columns: [OutputColumn], format: OutputFormat, out: String?, limit: Int) throws -> any RowSink {
    if format == .npy, let out { return NPYSink(columns, path: path(out), limit: limit) }
    return try CSVSink(columns, to: TextTarget(output, path: out.map(path), limit: limit))
  }
}
