import Diagnostics
import ModelSpec

/// Rows of a file given beside a trained model.
package struct EvaluationRows: Sendable {
  package var rows: Split
  /// Label fields the file does not have: every cell of theirs is missing.
  package var absentLabels: [String]
  /// Warnings and notes.
  package var findings: [Diagnostic]
}

/// Reads `path` with the value lists of `facts`, which are never rebuilt.
///
/// `section` gives what the file's cells mean (types, `missing`, `header`); columns are found by name where both files
/// have a header, else by position. Throws a `Refusal` (an unseen value names row, column and value) or a
/// `MachineFailure`.
package func loadEvaluation(
  _ path: Spanned<String>, section: DataSection, facts: DataFacts, folders: DataFolders,
  memoryLimit: Int = defaultDataMemoryLimit
) throws -> EvaluationRows {
  let budget = MemoryBudget(limit: memoryLimit)
  do {
    var loader = LoadSource(rules: try section.readingRules(budget: budget), folders: folders)
    let loaded = try loader.load(.path(path))
    guard let source = loaded else { throw Refusal(loader.findings) }
    var result = try evaluationRows(source, path.span, section, facts, budget)
    result.findings.insert(contentsOf: loader.findings, at: 0)
    return result
  } catch let problem as FormatProblem {
    throw Refusal([problem.diagnostic(at: folders.path(path))])
  }
}

private func evaluationRows(
  _ source: Source, _ span: Span, _ section: DataSection, _ facts: DataFacts, _ budget: MemoryBudget
) throws -> EvaluationRows {
  let plans = facts.fields.map { FieldPlan(facts: $0, section: section, span: span) }
  var match = MatchColumns(source: source, span: span)
  let tables = Set(plans.filter { !$0.isLabel }.flatMap { $0.sources.map(\.table) })
  let places = plans.map { match.places($0.sources, tables: tables, isOptional: $0.isLabel) }
  if !match.findings.isEmpty { throw Refusal(match.findings) }
  let rows = (0..<source.rowCount).map { Int32(truncatingIfNeeded: $0) }
  var findings: [Diagnostic] = []
  var cells: [FieldCells] = []
  for (plan, (field, places)) in zip(plans, zip(facts.fields, places)) {
    let encoder = EncodeField(plan: plan, seed: section.seed.value, budget: budget)
    guard let places else {
      cells.append(try encoder.absent(field, rowCount: rows.count))
      continue
    }
    let encoded = try encoder.other(field, source, places: places, rows: rows)
    cells.append(encoded.cells)
    findings += encoded.findings
  }
  if findings.contains(where: { $0.severity == .error }) { throw Refusal(findings) }
  let absent = zip(plans, places).filter { $1 == nil }.map(\.0.name)
  return EvaluationRows(
    rows: Split(rowNumbers: rows.map { UInt32($0) }, fields: cells), absentLabels: absent, findings: findings)
}

extension FieldPlan {
  /// The plan of a field whose lists are made. Its file columns are those of its columns in turn, so groups are runs.
  init(facts: FieldFacts, section: DataSection, span: Span) {
    let written = section.fields.first { $0.name.value.utf8.elementsEqual(facts.name.utf8) }
    var rule: Rule
    switch facts.kind {
    case .categorical:
      var categories = CategoryRule()
      if facts.columns.contains(where: \.isOneHot) {
        var start = 0
        categories.groups = facts.columns.map { column in
          defer { start += column.sources.count }
          return Array(start..<(start + column.sources.count))
        }
      }
      rule = .categorical(categories)
    case .binary(let isSoft, let isDynamic):
      rule = .binary(scale: 1, binarization: isSoft ? .soft : isDynamic ? .dynamic : nil)
      if case .binary(let options)? = written?.type.value {
        rule = .binary(scale: options.scale.value, binarization: options.binarize?.value)
      }
    }
    self.init(
      name: facts.name, span: span, isLabel: facts.isLabel, rule: rule,
      missing: MissingCells((written?.missing ?? section.missing)?.value), sources: facts.columns.flatMap(\.sources),
      imageShape: facts.imageShape)
  }
}
