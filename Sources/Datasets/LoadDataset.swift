import Diagnostics
import ModelSpec

/// Encoded data with their facts.
package struct Dataset: Sendable {
  package var facts: DataFacts
  package var train: Split
  package var valid: Split?
  package var test: Split?
  /// Warnings and notes.
  package var findings: [Diagnostic]
}

/// Bytes that data may hold in memory unless `limits.memory` says otherwise.
package let defaultDataMemoryLimit = 4 << 30

/// Reads and encodes everything `data` asks for.
///
/// Throws a `Refusal` with everything that is wrong with the files and cells, or a `MachineFailure`.
package func loadDataset(
  section: DataSection, folders: DataFolders, memoryLimit: Int = defaultDataMemoryLimit
) throws -> Dataset {
  var loader = DatasetLoader(section: section, folders: folders, budget: MemoryBudget(limit: memoryLimit))
  return try loader.load()
}

/// As above, for a spec in `specDirectory` whose paths are all relative to it.
package func loadDataset(section: DataSection, specDirectory: String) throws -> Dataset {
  try loadDataset(section: section, folders: DataFolders(spec: specDirectory))
}

private struct DatasetLoader {
  let section: DataSection
  let folders: DataFolders
  let budget: MemoryBudget
  var findings: [Diagnostic] = []

  mutating func load() throws -> Dataset {
    do {
      return try loadAll()
    } catch let problem as FormatProblem {
      // The budget ended between files.
      var finding = Diagnostic.error(problem.code, problem.message, at: section.span)
      finding.help = problem.help
      throw Refusal(findings + [finding])
    }
  }

  private mutating func loadAll() throws -> Dataset {
    let source = try read(section.train)
    let validSource = try ownSource(section.valid)
    let testSource = try ownSource(section.test)
    warnSharedFiles([source, validSource, testSource])
    guard let source else { throw Refusal(findings) }
    let rows = TakeSplits(rowCount: source.rowCount, section: section)
    findings += rows.findings
    try refuseIfWrong()
    let plans = fieldPlans(source, rows.train)
    try refuseIfWrong()

    let encoders = plans.map { EncodeField(plan: $0, seed: section.seed.value, budget: budget) }
    var facts: [FieldFacts] = []
    var cells: [FieldCells] = []
    let trainPlaces = try match(plans, source, section.span)
    for (encoder, places) in zip(encoders, trainPlaces) {
      let field = try encoder.train(source, places: places, rows: rows.train)
      facts.append(field.facts)
      cells.append(field.encoded.cells)
      findings += field.encoded.findings
      findings += OneHotAmongBinary.finding(field.facts, field.encoded.cells, rows: rows.train.count).map { [$0] } ?? []
    }
    // Values that train itself holds wrongly would be reported again for every split.
    try refuseIfWrong()
    let train = Split(rowNumbers: rows.train.map { UInt32($0) }, fields: cells)
    let valid = try split(
      validSource ?? source, validSource == nil ? rows.valid : nil, validSource != nil, encoders, facts)
    let test = try split(testSource ?? source, testSource == nil ? rows.test : nil, testSource != nil, encoders, facts)
    try refuseIfWrong()
    let result = DataFacts(
      fields: facts, trainRows: train.rowCount, validRows: valid?.rowCount, testRows: test?.rowCount)
    return Dataset(facts: result, train: train, valid: valid, test: test, findings: findings)
  }

  private func refuseIfWrong() throws {
    if findings.contains(where: { $0.severity == .error }) { throw Refusal(findings) }
  }

  private mutating func read(_ source: DataSource) throws -> Source? {
    var loader = LoadSource(rules: try section.readingRules(budget: budget), folders: folders)
    defer { findings += loader.findings }
    return try loader.load(source)
  }

  private mutating func ownSource(_ rule: SplitRule?) throws -> Source? {
    guard case .source(let source) = rule else { return nil }
    return try read(source)
  }

  private mutating func fieldPlans(_ source: Source, _ rows: [Int32]) -> [FieldPlan] {
    if section.fields.isEmpty {
      var infer = InferFields()
      defer { findings += infer.findings }
      return infer.plans(source, section: section, rows: rows)
    }
    var select = SelectColumns(source: source, section: section)
    defer { findings += select.findings }
    return select.plans()
  }

  private mutating func match(_ plans: [FieldPlan], _ source: Source, _ span: Span) throws -> [[ColumnPlace]] {
    var match = MatchColumns(source: source, span: span)
    let tables = Set(plans.filter { !$0.isLabel }.flatMap { $0.sources.map(\.table) })
    let places = plans.map { match.places($0.sources, tables: tables, isOptional: false) ?? [] }
    findings += match.findings
    try refuseIfWrong()
    return places
  }

  /// Rows of one split: `rows` of the train source, or every row of its own.
  private mutating func split(
    _ source: Source, _ rows: [Int32]?, _ isOwn: Bool, _ encoders: [EncodeField], _ facts: [FieldFacts]
  ) throws -> Split? {
    guard isOwn || rows != nil else { return nil }
    let rows = rows ?? (0..<source.rowCount).map { Int32(truncatingIfNeeded: $0) }
    let span = source.tables.first?.path.span ?? section.span
    let places = try match(encoders.map(\.plan), source, span)
    var cells: [FieldCells] = []
    for (index, encoder) in encoders.enumerated() {
      let encoded = try encoder.other(facts[index], source, places: places[index], rows: rows)
      cells.append(encoded.cells)
      findings += encoded.findings
    }
    return Split(rowNumbers: rows.map { UInt32($0) }, fields: cells)
  }

  private mutating func warnSharedFiles(_ sources: [Source?]) {
    var seen: [String: Span] = [:]
    for source in sources.compactMap({ $0 }) {
      for path in Set(source.tables.map(\.path.full)).sorted() {
        let span = source.tables.first { $0.path.full == path }?.path.span ?? section.span
        if let other = seen[path] {
          findings.append(
            .warning("overlapping-splits", "two splits read the same rows of `\(path)`", at: span)
              .context("it is also read here", at: other))
        }
        seen[path] = span
      }
    }
  }
}

extension DataSection {
  /// How this section's files are read. Throws a `FormatProblem` for a delimiter that is not one ASCII character.
  func readingRules(budget: MemoryBudget) throws -> ReadingRules {
    var byte: UInt8?
    if let delimiter {
      guard let one = delimiter.value.utf8.first, delimiter.value.utf8.count == 1, one < 0x80, one != 0x22, one != 0x0a,
        one != 0x0d, one != 0
      else {
        throw Refusal([
          .error("bad-delimiter", "a delimiter is one ASCII character, not a quote or line end", at: delimiter.span)
        ])
      }
      byte = one
    }
    return ReadingRules(format: format?.value, delimiter: byte, header: header?.value, budget: budget)
  }
}
