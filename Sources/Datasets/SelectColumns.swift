import Diagnostics
import ModelSpec

/// Finds the columns of every field in the train source.
struct SelectColumns {
  let source: Source
  let section: DataSection
  private(set) var findings: [Diagnostic] = []

  init(source: Source, section: DataSection) {
    self.source = source
    self.section = section
  }

  /// One plan a field of the spec; fields whose columns are wrong are left out and found.
  mutating func plans() -> [FieldPlan] {
    var taken: [ColumnPlace: Spanned<String>] = [:]
    var chosen: [[ColumnPlace]?] = section.fields.map { asksForRest($0) ? nil : explicit($0) }
    for (index, field) in section.fields.enumerated() {
      for place in chosen[index] ?? [] {
        if let other = taken.updateValue(field.name, forKey: place) { warnShared(place, other, field.name) }
      }
    }
    let restFields = section.fields.indices.filter { asksForRest(section.fields[$0]) }
    for index in restFields {
      let field = section.fields[index]
      if index != restFields.first {
        findings.append(.error("two-rests", "two fields take the rest of the columns", at: selectorSpan(field)))
        continue
      }
      let rest = source.places.filter { taken[$0] == nil }
      chosen[index] = rest.isEmpty ? nil : (explicit(field) ?? []) + rest
      if rest.isEmpty {
        findings.append(.error("no-columns", "no column is left for the rest", at: selectorSpan(field)))
      }
    }
    return zip(section.fields, chosen).compactMap { field, places in places.flatMap { plan(field, $0) } }
  }

  private func asksForRest(_ field: FieldSection) -> Bool { field.columns?.value.contains(.rest) ?? false }

  private func selectorSpan(_ field: FieldSection) -> Span { field.columns?.span ?? field.name.span }

  private mutating func explicit(_ field: FieldSection) -> [ColumnPlace]? {
    guard let columns = field.columns else { return byOwnName(field) }
    var chosen: [ColumnPlace] = []
    for selector in columns.value {
      guard let found = places(of: selector, columns.span) else { return nil }
      chosen += found
    }
    if Set(chosen).count < chosen.count {
      findings.append(.error("repeated-column", "a column is in this field twice", at: columns.span))
      return nil
    }
    if chosen.isEmpty && !asksForRest(field) {
      findings.append(.error("no-columns", "this field has no columns", at: columns.span))
      return nil
    }
    return chosen
  }

  private mutating func byOwnName(_ field: FieldSection) -> [ColumnPlace]? {
    let isOneArray = source.tables.count == 1 && source.tables[0].columnNames == nil
    if isOneArray && source.tables[0].name.isEmpty { return source.places }
    return named(field.name.value, field.name.span)
  }

  private mutating func places(of selector: ColumnSelector, _ span: Span) -> [ColumnPlace]? {
    switch selector {
    case .rest: return []
    case .name(let name): return named(name, span)
    case .index(let index): return numbered(index...index, span)
    case .range(let range): return numbered(range, span)
    }
  }

  private mutating func numbered(_ range: ClosedRange<Int>, _ span: Span) -> [ColumnPlace]? {
    let places = source.places
    guard range.lowerBound >= 0, range.upperBound < places.count else {
      findings.append(
        .error(
          "unknown-column",
          "column \(range.upperBound) is not there: the data have \(places.count) columns, 0 to \(places.count - 1)",
          at: span))
      return nil
    }
    return Array(places[range])
  }

  private mutating func named(_ name: String, _ span: Span) -> [ColumnPlace]? {
    let found = source.places(named: name)
    if found.count == 1 { return found }
    let arrays = source.tables.indices.filter { source.tables[$0].name.utf8.elementsEqual(name.utf8) }
    if found.isEmpty, arrays.count == 1, let table = arrays.first, !name.isEmpty {
      return source.places.filter { $0.table == table }
    }
    if found.isEmpty {
      findings.append(source.unknownColumn(name, span))
    } else {
      findings.append(
        .error("ambiguous-column", "\(found.count) columns are called `\(visible(name))`", at: span)
          .help("use 0-based numbers: " + found.map { "\(source.number(of: $0))" }.joined(separator: ", ")))
    }
    return nil
  }

  private mutating func warnShared(_ place: ColumnPlace, _ other: Spanned<String>, _ name: Spanned<String>) {
    let column = source.tables[place.table].columnName(place.column)
    findings.append(
      .warning("shared-column", "column `\(excerpt(column))` is in two fields, and counted twice", at: name.span)
        .context("it is also here", at: other.span))
  }

  private mutating func plan(_ field: FieldSection, _ places: [ColumnPlace]) -> FieldPlan? {
    guard let rule = rule(field, columnCount: places.count) else { return nil }
    let first = places.first?.table ?? 0
    let table = source.tables[first]
    let isWhole = places.elementsEqual((0..<table.columnCount).map { ColumnPlace(table: first, column: $0) })
    return FieldPlan(
      name: field.name.value, span: field.span, isLabel: field.isLabel, rule: rule,
      missing: MissingCells((field.missing ?? section.missing)?.value), sources: places.map(source.columnSource),
      imageShape: isWhole && !rule.isGrouped ? table.imageShape : nil)
  }

  private mutating func rule(_ field: FieldSection, columnCount: Int) -> FieldPlan.Rule? {
    switch field.type.value {
    case .binary(let options):
      return .binary(scale: options.scale.value, binarization: options.binarize?.value)
    case .categorical(let options):
      var rule = CategoryRule(
        values: options.values?.value,
        // A list that is written stays as it is unless the spec says how often a value must occur.
        minimumCount: options.values != nil && !options.minimumCount.isWritten ? 0 : options.minimumCount.value,
        acceptsUnseen: options.unseen.value == .other)
      if let groups = options.oneHot {
        guard let columns = oneHotColumns(groups, columnCount: columnCount) else { return nil }
        let spans = [options.values?.span, options.unseen.span, options.minimumCount.span]
        if let span = spans.compactMap({ $0 }).first(where: { $0 != .none }) {
          findings.append(
            .error("conflicting-options", "the values of a `one_hot` field are its positions", at: span)
              .help("leave this option out"))
          return nil
        }
        rule.groups = columns
      }
      return .categorical(rule)
    }
  }

  private mutating func oneHotColumns(_ groups: Spanned<OneHotGroups>, columnCount: Int) -> [[Int]]? {
    switch groups.value.columns(of: columnCount) {
    case .success(let columns): return columns
    case .failure(let reason):
      findings.append(.error("one-hot-columns", reason.message, at: groups.span))
      return nil
    }
  }
}
