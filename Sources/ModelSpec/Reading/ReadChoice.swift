import Diagnostics
import YAMLDocument

extension SpecReader {
  /// A bare name, or a map of one name with its options.
  mutating func readChoice(_ node: Node, _ alternatives: [Alternative], title: Span) -> Reading? {
    switch node.content {
    case .scalar(let scalar):
      guard let chosen = alternatives.first(where: { $0.name == scalar.text }) else {
        return unknownName(scalar.text, at: node.span, alternatives)
      }
      guard chosen.canStandAlone else {
        report(needsOptions(chosen, at: node.span))
        return nil
      }
      return options(of: chosen, node: [:], name: Spanned(chosen.name, at: node.span), alternatives)
    case .mapping(let entries):
      let named = entries.filter { !$0.key.hasPrefix("x-") }
      guard let entry = named.first, named.count == 1 else { return severalNames(named, node, alternatives) }
      guard let chosen = alternatives.first(where: { $0.name == entry.key }) else {
        return unknownName(entry.key, at: entry.keySpan, alternatives)
      }
      return options(of: chosen, node: entry.value, name: Spanned(chosen.name, at: entry.keySpan), alternatives)
    case .sequence: return wrongType(node, .choice(alternatives))
    }
  }

  /// Reads the options of `chosen`: a map of them, or the main one alone.
  private mutating func options(
    of chosen: Alternative, node: Node, name: Spanned<String>, _ alternatives: [Alternative]
  ) -> Reading? {
    let declaration = SectionDeclaration(
      chosen.options,
      variants: .init(key: "", keys: alternatives.map { ($0.name, $0.options) }))
    let value: Node
    if case .mapping = node.content {
      value = node
    } else if let main = chosen.mainOption {
      value = Node(.mapping([.init(key: main, keySpan: name.span, value: node)]), at: node.span)
    } else {
      return descend(chosen.name) { reader in
        if node.isEmpty {
          reader.report(.error("empty-value", "\(reader.place) has no value", at: name.span))
          return nil
        }
        return reader.wrongOptions(of: chosen, node)
      }
    }
    let read = descend(chosen.name) { $0.readSection(value, declaration, title: name.span) }
    guard let section = read?.section else { return nil }
    return Reading(span: name.span, content: .choice(ChoiceReading(name: name, options: section)))
  }

  private mutating func wrongOptions(of chosen: Alternative, _ node: Node) -> Reading? {
    guard let first = chosen.options.first else {
      report(
        Diagnostic.error("wrong-type", "`\(chosen.name)` has no options", at: node.span)
          .help("write the bare name: `\(chosen.name)`"))
      return nil
    }
    let example = node.scalar.map { "write its options as a map: `{\(chosen.name): {\(first.name): \($0.text)}}`" }
    return wrongType(node, .section(SectionDeclaration(chosen.options)), help: example)
  }

  private func needsOptions(_ chosen: Alternative, at span: Span) -> Diagnostic {
    let needed = chosen.options.filter(\.isRequired).map(\.name)
    let example =
      chosen.mainOption.map { "\(chosen.name): <\($0)>" }
      ?? "\(chosen.name): {\(needed.map { "\($0): ..." }.joined(separator: ", "))}"
    return Diagnostic.error(
      "missing-key", "\(place): `\(chosen.name)` needs \(needed.map { "`\($0)`" }.joined(separator: " and "))", at: span
    ).help("write `{\(example)}`")
  }

  private mutating func unknownName(_ name: String, at span: Span, _ alternatives: [Alternative]) -> Reading? {
    let known = alternatives.map(\.name)
    let finding = Diagnostic.error(
      "unknown-name", "\(place) must be \(ValueKind.choice(alternatives).words), not `\(name)`", at: span)
    let remedy =
      Self.remedy(of: name, known) ?? Self.option(name, alternatives)
      ?? (isObjectiveGradient ? Self.gradientOfBlock : nil)
    report(remedy.map { finding.help($0) } ?? finding)
    return nil
  }

  /// A number in place of a name: `64` for `{dense: 64}`.
  private static func option(_ text: String, _ alternatives: [Alternative]) -> String? {
    guard DecimalNumber(text)?.isWhole == true, let first = alternatives.first, let option = first.mainOption,
      case .whole? = first.options.first(where: { $0.name == option })?.kind
    else { return nil }
    return "write `{\(first.name): \(text)}`"
  }

  /// What was probably meant by a name that no alternative has.
  private static func remedy(of name: String, _ known: [String]) -> String? {
    if let called = OtherWords.name(name, among: known) { return "it is called `\(called)` here" }
    if let remark = OtherWords.remark(name, among: known) { return remark }
    // As a call: `dense(32)`.
    if name.hasSuffix(")"), let bracket = name.firstIndex(of: "("), known.contains(String(name[..<bracket])) {
      let option = name[name.index(after: bracket)...].dropLast()
      return option.isEmpty ? "write `\(name[..<bracket])`" : "write `{\(name[..<bracket]): \(option)}`"
    }
    if let near = nearestName(to: name, among: known) { return "did you mean `\(near)`?" }
    // A word cut short or carried on: `category`, `leaky`.
    return known.first { $0.hasPrefix(name.prefix(6)) && name.utf8.count >= 5 }.map { "did you mean `\($0)`?" }
  }

  private mutating func severalNames(_ entries: [Node.Entry], _ node: Node, _ alternatives: [Alternative]) -> Reading? {
    guard let first = entries.first, let last = entries.last else { return wrongType(node, .choice(alternatives)) }
    report(
      Diagnostic.error(
        "several-names", "\(place) takes one name with its options, not \(entries.count) names", at: last.keySpan
      ).context("`\(first.key)` is written here", at: first.keySpan)
        .help(severalNamesHelp))
    return nil
  }

  private var severalNamesHelp: String {
    if isObjectiveGradient { return Self.gradientOfBlock }
    let isItem = path.last.flatMap { Int($0) } != nil
    return isItem ? "put each in an item of its own" : "options go inside: `{name: {option: value}}`"
  }

  /// Where names of blocks are tried in place of an estimator.
  private var isObjectiveGradient: Bool { place == "`objective.gradient`" }

  private static let gradientOfBlock =
    "an estimator for one block is written in the block: `latents: {z: {categories: 4, gradient: exact}}`"
}
