import YAMLDocument

extension SpecReader {
  /// Of several kinds the one that fits the node's shape; nil when none does.
  ///
  /// A map goes to a choice that has one of its keys as a name, else to a section. Text goes to a choice that lists it,
  /// else to the first kind that reads text as anything but a listed name.
  func fitting(_ node: Node, among kinds: [ValueKind]) -> ValueKind? {
    let fitting = kinds.filter { $0.resolved.fits(node) }
    if let listed = fitting.first(where: { $0.resolved.lists(node) }) { return listed }
    return fitting.first { !$0.resolved.isChoice } ?? fitting.first
  }
}

extension ValueKind {
  var resolved: ValueKind {
    if case .shared(let shared) = self { shared.kind } else { self }
  }

  fileprivate var isChoice: Bool {
    if case .choice = self { true } else { false }
  }

  /// Whether the node's shape is one that this kind reads. A list is judged by its first item.
  fileprivate func fits(_ node: Node) -> Bool {
    switch (self, node.content) {
    case (.text, .scalar), (.boolean, .scalar), (.whole, .scalar), (.number, .scalar), (.bytes, .scalar),
      (.reference, .scalar), (.column, .scalar), (.choice, .scalar), (.choice, .mapping), (.section, .mapping),
      (.entries, .mapping):
      true
    case (.list(let item, _), .sequence(let items)): items.first.map { item.resolved.fits($0) } ?? true
    case (.anything, _): true
    case (.either(let kinds), _): kinds.contains { $0.resolved.fits(node) }
    default: false
    }
  }

  /// Whether a bare value reads as this kind: text, a number where numbers are read, a name that is listed.
  func takes(_ scalar: Node.Scalar) -> Bool {
    switch resolved {
    case .text: true
    case .whole, .number: DecimalNumber(scalar.text) != nil
    case .choice(let alternatives): alternatives.contains { $0.name == scalar.text }
    case .either(let kinds): kinds.contains { $0.takes(scalar) }
    default: false
    }
  }

  /// Whether the node names one of a choice's alternatives.
  fileprivate func lists(_ node: Node) -> Bool {
    guard case .choice(let alternatives) = self else { return false }
    switch node.content {
    case .scalar(let scalar): return alternatives.contains { $0.name == scalar.text }
    case .mapping(let entries): return entries.contains { entry in alternatives.contains { $0.name == entry.key } }
    case .sequence: return false
    }
  }
}
