import Diagnostics

extension SpecReading {
  /// Every value of the spec as stable text, a line each: dotted path, value, and the line that wrote it or `default`.
  ///
  ///     training.batch_size = 100  # default
  ///     training.steps = 5000  # line 17
  ///     training.seed = 3  # --set training.seed=3
  package func dump(sources: SourceMap) -> String {
    var lines = SpecLines(sources: sources, spec: spec.span.source)
    lines.add("name", JSONValue.string(spec.name.value).compactText, at: spec.name.span)
    lines.add(root, under: "")
    return lines.text
  }
}

private struct SpecLines {
  let sources: SourceMap
  let spec: SourceID
  var text = ""

  init(sources: SourceMap, spec: SourceID) {
    self.sources = sources
    self.spec = spec
  }

  mutating func add(_ path: String, _ value: String, at span: Span) {
    let origin: String
    if let source = sources[span.source] {
      origin = span.source == spec ? "line \(source.line(of: span.start))" : visible(source.name)
    } else {
      origin = "default"
    }
    text += "\(visible(path)) = \(value)  # \(origin)\n"
  }

  mutating func add(_ section: SectionReading, under path: String) {
    for (key, _, value) in section.values where !(path.isEmpty && key == "name") { add(value, at: joined(path, key)) }
  }

  private mutating func add(_ reading: Reading, at path: String) {
    switch reading.content {
    case .section(let section): add(section, under: path)
    case .entries(let entries):
      for entry in entries { if let value = entry.value { add(value, at: joined(path, entry.name.value)) } }
      if entries.isEmpty { add(path, "{}", at: reading.span) }
    case .choice(let choice):
      add(path, choice.name.value, at: choice.name.span)
      add(choice.options, under: joined(path, choice.name.value))
    case .list(let items):
      let leaves = items.compactMap(leaf)
      if leaves.count == items.count {
        add(path, "[" + leaves.joined(separator: ", ") + "]", at: reading.span)
      } else {
        for (index, item) in items.enumerated() { add(item, at: joined(path, String(index))) }
      }
    default: add(path, leaf(reading) ?? "", at: reading.span)
    }
  }

  /// The text of a value without parts of its own; nil for others.
  private func leaf(_ reading: Reading) -> String? {
    switch reading.content {
    case .text(let value): JSONValue.string(value).compactText
    case .boolean(let value): String(value)
    case .whole(let value): String(value)
    case .number(let value): value.description
    case .reference(let reference): reference.text
    case .column(let column): column.text
    case .node(let node): node.flowText
    case .choice(let choice) where choice.options.values.isEmpty: choice.name.value
    case .list(let items):
      items.compactMap(leaf).count == items.count ? "[" + items.compactMap(leaf).joined(separator: ", ") + "]" : nil
    case .choice, .section, .entries: nil
    }
  }

  private func joined(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}

extension Reference {
  /// As written: `block`, `block.3`, `block.each`.
  var text: String {
    switch part {
    case .whole: name
    case .variable(let index): "\(name).\(index)"
    case .each: "\(name).each"
    }
  }
}

extension ColumnSelector {
  /// As written; names stand in quotes, since a bare number would be one.
  var text: String {
    switch self {
    case .name(let name): JSONValue.string(name).compactText
    case .index(let index): String(index)
    case .range(let range): "\(range.lowerBound)-\(range.upperBound)"
    case .rest: "rest"
    }
  }
}
