import Diagnostics

extension Source {
  /// The finding for a name that no column has, with what was probably meant.
  func unknownColumn(_ name: String, _ span: Span) -> Diagnostic {
    let names = tables.flatMap { table in
      (table.columnNames ?? []) + (table.name.isEmpty ? [] : [table.name])
    }
    let files = tables.map { "`\($0.path.full)`" }.joined(separator: ", ")
    let finding = Diagnostic.error("unknown-column", "no column of \(files) is called `\(visible(name))`", at: span)
    if names.isEmpty { return finding.help("the file has no header: use 0-based column numbers") }
    if let near = nearestName(to: name, among: names) { return finding.help("did you mean `\(visible(near))`?") }
    let shown = names.prefix(12).map { "`\(excerpt($0))`" }.joined(separator: ", ")
    let listed = finding.help("there are \(shown)" + (names.count > 12 ? ", and \(names.count - 12) more" : ""))
    if let range = numberedRange(name, names) { return listed.help("a range is of numbers: `\(range)`") }
    return Self.misreadHeader(names).map { listed.help($0) } ?? listed
  }

  /// What is probably wrong with the names themselves.
  private static func misreadHeader(_ names: [String]) -> String? {
    if names.count == 1, let sign = names[0].first(where: { ";\t|".contains($0) }) {
      return
        "the cells seem to be divided by `\(visible(String(sign)))`: write `delimiter: \"\(visible(String(sign)))\"`"
    }
    guard names.contains(where: { Double($0) != nil }) else { return nil }
    return "the first row was read as the names of columns: if it is data, write `header: false` and number the columns"
  }

  /// What `first-last` would be in numbers, when both are names of columns.
  private func numberedRange(_ name: String, _ names: [String]) -> String? {
    for place in name.indices where name[place] == "-" {
      let (first, last) = (String(name[..<place]), String(name[name.index(after: place)...]))
      guard let start = names.firstIndex(of: first), let end = names.firstIndex(of: last), start <= end,
        tables.count == 1
      else { continue }
      return "\(start)-\(end)"
    }
    return nil
  }
}
