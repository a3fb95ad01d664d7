import Diagnostics
import YAMLDocument

extension SpecReader {
  /// A map with declared keys: each read as its kind, unknown and missing ones reported, defaults filled in.
  mutating func readSection(_ node: Node, _ declaration: SectionDeclaration, title: Span) -> Reading? {
    guard case .mapping(let entries) = node.content else {
      return wrongType(node, .section(declaration), help: asMap(node, declaration))
    }
    var section = SectionReading(span: node.span, title: title == .none ? node.span : title)
    let keys = knownKeys(entries, declaration)
    readEntries(entries, keys: keys, of: declaration, into: &section)
    fillIn(keys, into: &section)
    checkRules(declaration.rules, &section)
    return Reading(span: node.span, content: .section(section))
  }

  /// The declared keys, with those of the variant that `entries` chooses.
  private func knownKeys(_ entries: [Node.Entry], _ declaration: SectionDeclaration) -> [KeyDeclaration] {
    guard let variants = declaration.variants,
      let chosen = entries.first(where: { $0.key == variants.key })?.value.scalar?.text,
      let variant = variants.keys.first(where: { $0.name == chosen })
    else { return declaration.keys }
    return declaration.keys + variant.keys
  }

  private mutating func readEntries(
    _ entries: [Node.Entry], keys: [KeyDeclaration], of declaration: SectionDeclaration,
    into section: inout SectionReading
  ) {
    var values: [String: (Span, Reading)] = [:]
    for entry in entries where !entry.key.hasPrefix("x-") {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        if let meant = reportUnknown(entry, keys: keys, of: declaration, in: entries) { section.broken.insert(meant) }
        continue
      }
      let outer = remedy
      defer { remedy = outer }
      remedy = key.remedy
      // The main option alone (`{dense: 256}`) has its name's place and no place of its own on the path.
      let standsAlone = entry.keySpan != .none && entry.keySpan == section.title
      let value =
        standsAlone
        ? read(entry.value, as: key.kind, title: entry.keySpan)
        : descend(key.name) { $0.read(entry.value, as: key.kind, title: entry.keySpan) }
      if let value { values[key.name] = (entry.keySpan, value) } else { section.broken.insert(key.name) }
    }
    section.values = keys.compactMap { key in values[key.name].map { (key.name, $0.0, $0.1) } }
  }

  /// Defaults of keys that nobody wrote; a required one is reported.
  private mutating func fillIn(_ keys: [KeyDeclaration], into section: inout SectionReading) {
    var filled: [(key: String, keySpan: Span, value: Reading)] = []
    for key in keys {
      if let written = section.values.first(where: { $0.key == key.name }) {
        filled.append(written)
      } else if section.broken.contains(key.name) {
        continue
      } else if key.isRequired {
        section.broken.insert(key.name)
        report(missing(key, in: section))
      } else if let node = key.defaultValue,
        let value = descend(key.name, { $0.read(node, as: key.kind, title: .none) })
      {
        filled.append((key.name, .none, value))
      }
    }
    section.values = filled
  }

  private func missing(_ key: KeyDeclaration, in section: SectionReading) -> Diagnostic {
    let start =
      path.isEmpty
      ? Span(source: section.span.source, start: section.span.start, end: section.span.start) : section.title
    return Diagnostic.error(
      "missing-key", "\(place) lacks `\(key.name)`: \(key.documentation.lowercasedFirst)", at: start)
  }

  private mutating func checkRules(_ rules: [SectionRule], _ section: inout SectionReading) {
    for rule in rules {
      switch rule {
      case .exactlyOne(let names):
        let written = names.filter { section[$0] != nil || section.broken.contains($0) }
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        if written.isEmpty {
          report(.error("missing-key", "\(place) needs one of \(list)", at: section.title))
          section.broken.formUnion(names)
        } else if written.count > 1 {
          let places = written.compactMap { name in section.written(name).map { (name, $0) } }
          guard let last = places.last, let first = places.first, places.count > 1 else { continue }
          report(
            Diagnostic.error("conflicting-keys", "\(place) takes one of \(list), not \(places.count)", at: last.1)
              .context("`\(first.0)` is written here", at: first.1))
        }
      case .needs(let key, let other):
        guard let place = section.written(key), section.written(other) == nil, !section.broken.contains(other) else {
          continue
        }
        report(.error("conflicting-keys", "`\(key)` belongs to `\(other)`, which is not written", at: place))
      }
    }
  }

  /// A map whose keys the user names.
  mutating func readEntries(
    _ node: Node, of kind: ValueKind, names: NameRule, minimum: Int, title: Span
  ) -> Reading? {
    guard case .mapping(let entries) = node.content else {
      var help: String?
      if case .sequence = node.content { help = "give each item a name: `{first: ..., second: ...}`" }
      return wrongType(node, .entries(of: kind, names: names, minimum: minimum), help: help)
    }
    var readings: [EntryReading] = []
    for entry in entries where !entry.key.hasPrefix("x-") {
      let value = descend(entry.key) { reader in
        if let finding = names.finding(entry.key, at: entry.keySpan) { reader.report(finding) }
        return reader.read(entry.value, as: kind, title: entry.keySpan)
      }
      readings.append(EntryReading(name: Spanned(entry.key, at: entry.keySpan), value: value))
    }
    if readings.count < minimum {
      report(.error("missing-key", "\(place) needs at least \(minimum) entry", at: title == .none ? node.span : title))
      return nil
    }
    return Reading(span: node.span, content: .entries(readings))
  }

  mutating func readList(_ node: Node, of kind: ValueKind, count: ClosedRange<Int>) -> Reading? {
    guard case .sequence(let items) = node.content else {
      return wrongType(node, .list(of: kind, count: count), help: asList(node))
    }
    let readings = items.enumerated().map { index, item in
      descend(String(index)) { $0.read(item, as: kind, title: .none) }
    }
    guard count.contains(items.count) else {
      report(.error("out-of-range", "\(place) must have \(count.countWords), not \(items.count)", at: node.span))
      return nil
    }
    let understood = readings.compactMap { $0 }
    return understood.count == items.count ? Reading(span: node.span, content: .list(understood)) : nil
  }
}
