import Diagnostics

extension SpecReading {
  /// The spec with every default filled in, as YAML in block style; values that are the default say so.
  ///
  /// A default that is not allowed here, or that would mean something else when written, stands as a comment. Reading
  /// the text gives the same spec, and rendering that gives the same text. Notes (`x-` keys) and comments of the
  /// original are not in it, and aliases are written out.
  package func rendered() -> String {
    var renderer = SpecRenderer(root: root)
    renderer.add(root, SpecDeclarations.spec, path: [], indent: 0)
    // Behind `version`, where the declarations have it.
    if root["name"] == nil { renderer.lines.insert("name: \(SpecRenderer.quoted(spec.name.value))", at: 1) }
    return renderer.lines.joined(separator: "\n") + "\n"
  }
}

private struct SpecRenderer {
  let root: SectionReading
  var lines: [String] = []

  init(root: SectionReading) { self.root = root }

  /// Every key of a section in the order of its declaration.
  mutating func add(_ section: SectionReading, _ declaration: SectionDeclaration, path: [String], indent: Int) {
    var keys = declaration.keys
    if let variants = declaration.variants, let name = section[variants.key]?.choice?.name.value {
      keys += variants.keys.first { $0.name == name }?.keys ?? []
    }
    for (key, _, value) in section.values {
      guard let declared = keys.first(where: { $0.name == key }) else { continue }
      let start = lines.count
      add("\(key):", value, declared.kind, path: path + [key], indent: indent)
      guard let node = declared.defaultValue else { continue }
      var reader = SpecReader()
      guard let defaultValue = reader.read(node, as: declared.kind, title: .none),
        isAlike(value, defaultValue, declared.kind)
      else { continue }
      let isOut = value.span == .none && staysOut(path + [key], beside: section)
      for index in start..<lines.count {
        let blanks = lines[index].prefix { $0 == " " }
        if isOut {
          lines[index] =
            "\(blanks)# \(lines[index].dropFirst(blanks.count))" + (index == start ? "  # default, left out" : "")
        } else if index == start {
          lines[index] += "  # default"
        }
      }
    }
  }

  /// Whether two values render alike.
  private func isAlike(_ value: Reading, _ other: Reading, _ kind: ValueKind) -> Bool {
    func text(_ reading: Reading) -> [String] {
      var renderer = SpecRenderer(root: root)
      renderer.add(":", reading, kind, path: ["-"], indent: 0)
      return renderer.lines
    }
    return text(value) == text(other)
  }

  /// Whether a default at `path` must not be written.
  private func staysOut(_ path: [String], beside section: SectionReading) -> Bool {
    guard let key = path.last else { return false }
    // A list of values or groups decides what these would say again.
    if ["min_count", "unseen"].contains(key), section["one_hot"] != nil || section["values"] != nil { return true }
    if root.hasExactEncoder {
      if path.first == "objective" || key == "posterior" || path == ["evaluation", "importance_samples"] {
        return true
      }
    }
    // Beside blocks that all have an estimator of their own it would have no effect.
    if path == ["objective", "gradient"] {
      return root.sections("latents").allSatisfy { $0.section["gradient"] != nil }
    }
    // An interval that is written is kept to the step; the default one is not.
    if path == ["training", "checkpoint_every"] { return true }
    if path == ["training", "evaluate_every"] { return root.section("data")?["valid"] == nil }
    return path == ["training", "batch_size"]
  }

  /// A key or a dash with its value behind or below it.
  private mutating func add(_ head: String, _ value: Reading, _ kind: ValueKind, path: [String], indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    if let leaf = Self.leaf(value) { return lines.append("\(blanks)\(head) \(leaf)") }
    let kind = resolved(kind, value)
    let start = lines.count
    lines.append(blanks + head)
    switch (value.content, kind) {
    case (.section(let section), .section(let declaration)):
      add(section, declaration, path: path, indent: indent + 2)
    case (.entries(let entries), .entries(let inner, _, _)):
      for entry in entries {
        guard let item = entry.value else { continue }
        add(Self.quoted(entry.name.value) + ":", item, inner, path: path + [entry.name.value], indent: indent + 2)
      }
    case (.choice(let choice), .choice(let alternatives)):
      let options = alternatives.first { $0.name == choice.name.value }?.options ?? []
      lines.append("\(blanks)  \(choice.name.value):")
      let before = lines.count
      add(choice.options, SectionDeclaration(options), path: path + [choice.name.value], indent: indent + 4)
      if lines.count == before { lines[before - 1] += " {}" }
    case (.list(let items), .list(let inner, _)):
      for item in items { add("-", item, inner, path: path, indent: indent + 2) }
    default: break
    }
    if lines.count == start + 1 { lines[start] += " {}" }
    if head == "-", lines.count > start + 1 {
      // The first line of an item stands beside its dash.
      lines[start] = "\(blanks)- " + lines[start + 1].dropFirst(indent + 2)
      lines.remove(at: start + 1)
    }
  }

  /// The kind that was read, of those that might have been.
  private func resolved(_ kind: ValueKind, _ value: Reading) -> ValueKind {
    switch kind {
    case .shared(let shared): return resolved(shared.kind, value)
    case .either(let kinds):
      let all = kinds.map { resolved($0, value) }
      return all.first { fits($0, value) } ?? kind
    default: return kind
    }
  }

  private func fits(_ kind: ValueKind, _ value: Reading) -> Bool {
    switch (value.content, kind) {
    case (.section, .section), (.entries, .entries), (.choice, .choice): return true
    case (.list(let items), .list(let inner, _)):
      guard let first = items.first, case .list = first.content else { return true }
      if case .list = inner { return true }
      return false
    default: return false
    }
  }

  /// A value on one line; nil for what has parts of its own.
  private static func leaf(_ reading: Reading) -> String? {
    switch reading.content {
    case .text(let value): return quoted(value)
    case .boolean(let value): return String(value)
    case .whole(let value): return String(value)
    case .number(let value): return Int(exactly: value).map(String.init) ?? value.description
    case .reference(let reference): return quoted(reference.text)
    case .column(let column): return column.text
    case .node(let node): return node.flowText
    case .choice(let choice): return choice.options.values.isEmpty ? choice.name.value : nil
    case .list(let items):
      let leaves = items.compactMap(leaf)
      return leaves.count == items.count ? "[" + leaves.joined(separator: ", ") + "]" : nil
    case .section, .entries: return nil
    }
  }

  /// Text as a bare word where YAML reads that as itself, else in quotes.
  static func quoted(_ text: String) -> String {
    let isWord =
      text.unicodeScalars.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "_" } ?? false
    let isSimple = text.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "_-./".unicodeScalars.contains($0)
    }
    return isWord && isSimple ? text : JSONValue.string(text).compactText
  }
}
