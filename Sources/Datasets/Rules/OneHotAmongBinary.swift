import Diagnostics
import ModelSpec

/// Neighbouring 0/1 columns of which every row of train has exactly one set: one categorical column, written out.
///
/// As bits the likelihood is a product of Bernoullis, which also gives probability to rows with none or two set; read
/// with `one_hot` the same data are one categorical column and the bound is tighter.
struct OneHotAmongBinary {
  static let code: DiagnosticCode = "one-hot-among-binary"
  /// Rows below which such columns are no sign.
  private static let fewestRows = 20
  /// Columns of a group at most; bounds the work for wide sparse data.
  private static let widest = 256

  /// A note where the cells of a binary field hold a group of at least three columns, each of them set somewhere.
  static func finding(_ field: FieldFacts, _ cells: FieldCells, rows: Int) -> Diagnostic? {
    guard !field.isLabel, rows >= fewestRows, case .binary = field.kind, field.maskedColumns.isEmpty,
      case .bytes(let storage) = cells.storage, unsafe storage.elements.count == rows * cells.columnCount
    else { return nil }
    let groups = unsafe groups(storage.elements, columns: cells.columnCount, rows: rows)
    guard let first = groups.first(where: { $0.count >= 3 }) else { return nil }
    let count = groups.count { $0.count >= 3 }
    let more = count == 1 ? "" : ", and \(count - 1) more groups are alike"
    let message =
      "of the columns \(first.lowerBound) to \(first.upperBound - 1) of `\(field.name)` every row of train has exactly "
      + "one set\(more)"
    let isWhole = groups.reduce(0) { $0 + $1.count } == cells.columnCount
    let widths = "[" + groups.map { String($0.count) }.joined(separator: ", ") + "]"
    return .note(code, message, at: field.span)
      .help(
        isWhole && groups.count <= 100
          ? "as one column each they give a tighter bound: `type: categorical, one_hot: \(widths)`"
          : "as one column each they give a tighter bound: put them in a field of `type: categorical` with `one_hot`")
  }

  /// Runs of at least two neighbouring columns that sum to one in every row, each set somewhere; from left to right.
  private static func groups(_ bits: UnsafeBufferPointer<UInt8>, columns: Int, rows: Int) -> [Range<Int>] {
    var ones = [Int](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns where unsafe bits[row * columns + column] == 1 { ones[column] += 1 }
    }
    var groups: [Range<Int>] = []
    var start = 0
    while start < columns {
      var (end, total) = (start, 0)
      while end < columns, end - start < widest, ones[end] > 0, total + ones[end] <= rows {
        total += ones[end]
        end += 1
        if total == rows { break }
      }
      if total == rows, end - start >= 2, unsafe isOneEach(bits, start..<end, columns: columns, rows: rows) {
        groups.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return groups
  }

  private static func isOneEach(
    _ bits: UnsafeBufferPointer<UInt8>, _ group: Range<Int>, columns: Int, rows: Int
  ) -> Bool {
    (0..<rows).allSatisfy { row in
      var sum = 0
      for column in group { sum += unsafe Int(bits[row * columns + column]) }
      return sum == 1
    }
  }
}
