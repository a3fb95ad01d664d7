import Diagnostics

/// The first cell that does not fit its field, and how many do not.
struct CellFault {
  var code: DiagnosticCode
  /// Completes "row 9 (line 10), column `colour`: ".
  var reason: String
  var help: String
  var row: Int
  var column: ColumnPlace
  var count = 1

  /// This fault as the first of its kind, or with one more cell after `earlier`, which it then is a copy of.
  func counted(after earlier: CellFault?) -> CellFault {
    guard var earlier else { return self }
    earlier.count += 1
    return earlier
  }

  /// The finding at `field`, with the file as a related place.
  func diagnostic(field: String, span: Span, in source: Source) -> Diagnostic {
    let table = source.tables[column.table]
    let place = table.place(row: row, column: column.column)
    let more = count > 1 ? " (and \(count - 1) more \(count == 2 ? "cell" : "cells"))" : ""
    var finding = Diagnostic.error(code, "`\(table.path.full)`: \(place): \(reason)\(more)", at: span)
    if table.path.span != span && table.path.span != .none {
      finding = finding.context("the file is named here", at: table.path.span)
    }
    return finding.help(help)
  }
}
