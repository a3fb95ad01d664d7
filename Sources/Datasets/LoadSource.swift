import Diagnostics
import ModelSpec

/// Reads the files of one source side by side.
struct LoadSource {
  let rules: ReadingRules
  let folders: DataFolders
  private(set) var findings: [Diagnostic] = []

  init(rules: ReadingRules, folders: DataFolders) {
    self.rules = rules
    self.folders = folders
  }

  /// The source, or nil when a file is wrong, which is found. Throws a `MachineFailure` when the machine refuses.
  mutating func load(_ source: DataSource) throws -> Source? {
    let files: [(name: Spanned<String>?, path: Spanned<String>)] =
      switch source {
      case .path(let path): [(nil, path)]
      case .files(let files): files.map { ($0.name, $0.path) }
      }
    var tables: [SourceTable] = []
    for file in files {
      let path = folders.path(file.path)
      if let outside = folders.outsideFinding(path) {
        findings.append(outside)
        if outside.severity == .error { continue }
      }
      do {
        let found = try rules.readTables(path)
        tables += found.map { renamed($0, file.name?.value) }
      } catch let problem as FormatProblem {
        findings.append(problem.diagnostic(at: path))
      }
    }
    if findings.contains(where: { $0.severity == .error }) { return nil }
    return joined(tables)
  }

  private func renamed(_ table: SourceTable, _ name: String?) -> SourceTable {
    guard let name else { return table }
    var copy = table
    copy.name = table.name.isEmpty ? name : name + "." + table.name
    return copy
  }

  private mutating func joined(_ tables: [SourceTable]) -> Source? {
    guard let first = tables.first else { return nil }
    for table in tables where table.rowCount != first.rowCount {
      let names = [first, table].map { $0.name.isEmpty ? "`\($0.path.full)`" : "`\(excerpt($0.name))`" }
      findings.append(
        .error(
          "different-row-counts", "\(names[0]) has \(first.rowCount) rows, \(names[1]) has \(table.rowCount)",
          at: table.path.span))
      return nil
    }
    return Source(tables: tables, rowCount: first.rowCount)
  }
}
