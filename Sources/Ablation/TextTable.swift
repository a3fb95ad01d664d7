import Diagnostics

/// A table of texts: a head and rows of as many cells.
package struct TextTable: Sendable {
  package var head: [String]
  package var rows: [[String]]
  /// How many columns, from the first, are words: these stand to the left, numbers to the right.
  package var wordColumns: Int

  package init(head: [String], rows: [[String]], wordColumns: Int) {
    self.head = head
    self.rows = rows
    self.wordColumns = wordColumns
  }

  /// Columns in line, for people.
  package var text: String {
    let table = ([head] + rows).map { $0.map(visible) }
    let widths = head.indices.map { column in table.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    return table.map { row in
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
        if column >= wordColumns { return blanks + cell }
        return column == row.count - 1 ? cell : cell + blanks
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }

  /// A table in Markdown.
  package var markdown: String {
    let table = ([head] + rows).map { row in
      row.map { visible($0).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") }
    }
    let rule = head.indices.map { $0 < wordColumns ? "---" : "---:" }
    return ([table[0], rule] + table.dropFirst()).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }

  /// Lines of comma-separated values (RFC 4180, with LF).
  package var csv: String {
    ([head] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
