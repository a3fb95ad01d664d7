import Diagnostics

/// Builds the tree from events: anchors, merges, doubled keys, limits.
///
/// Findings that leave the tree readable are collected; syntax errors and limits end the reading at once.
struct Composer {
  let text: CheckedText
  var findings: [Diagnostic] = []
  var anchors: [String: Node] = [:]
  /// Collections that are open, outermost first.
  var open: [OpenCollection] = []
  /// Nodes so far, aliases expanded.
  var nodeCount = 0
  /// Collected findings end the reading at this many.
  static let findingLimit = 100

  init(text: CheckedText) { self.text = text }

  /// The one document's value. Throws `Refusal` with every finding, or `MachineFailure`.
  mutating func compose() throws -> Node {
    var root: Node?
    do {
      root = try readDocument()
    } catch let refusal as Refusal {
      findings += refusal.diagnostics
    }
    guard findings.isEmpty else { throw Refusal(inReadingOrder(findings)) }
    guard let root else {
      let place = text.span(text.range.lowerBound, text.range.lowerBound)
      throw Refusal([.error("empty-document", "the text holds no YAML value", at: place)])
    }
    return root
  }

  private mutating func readDocument() throws -> Node? {
    let events = try EventStream(text)
    var root: Node?
    var documentStart: Int?
    while let event = try events.next(), findings.count < Self.findingLimit {
      var node: Node?
      switch event {
      case .streamEdge, .documentEnd: continue
      case .documentStart(let offset):
        if let first = documentStart { throw Refusal([secondDocument(at: offset, first: first)]) }
        documentStart = offset
      case .alias(let name, let span): node = try expand(name, at: span)
      case .scalar(let scalar, let properties): node = try leaf(scalar, properties)
      case .sequenceStart(let properties): try push(properties, isMapping: false)
      case .mappingStart(let properties): try push(properties, isMapping: true)
      case .collectionEnd(let end): node = try close(end: end)
      }
      if let node {
        if open.isEmpty { root = node } else { place(node, cameFromAlias: event.isAlias) }
      }
    }
    return root
  }

  private mutating func leaf(_ scalar: Node.Scalar, _ properties: Event.Properties) throws -> Node {
    try count(1, at: properties.span)
    let span = properties.isBlockScalar ? trimmed(valueSpan(properties)) : valueSpan(properties)
    checkTag(properties)
    checkIndentation(properties.span.start)
    let node = Node(.scalar(scalar), at: span)
    if let anchor = properties.anchor { anchors[anchor] = node }
    return node
  }

  private mutating func push(_ properties: Event.Properties, isMapping: Bool) throws {
    try count(1, at: properties.span)
    if open.count >= Document.Limit.depth { throw Refusal([tooDeep(at: valueSpan(properties))]) }
    checkTag(properties)
    checkIndentation(properties.span.start)
    open.append(OpenCollection(properties: properties, start: valueSpan(properties).start, isMapping: isMapping))
  }

  /// Adds a finished node to the innermost open collection.
  private mutating func place(_ node: Node, cameFromAlias: Bool) {
    let top = open.count - 1
    guard open[top].isMapping else {
      open[top].items.append(node)
      return
    }
    if let key = open[top].pendingKey {
      open[top].pendingKey = nil
      guard let text = key.text else { return }
      open[top].entries.append(.init(key: text, keySpan: key.span, value: node))
    } else {
      let isPlain = node.scalar?.isPlain ?? false
      if node.scalar == nil { findings.append(complexKey(at: node.span)) }
      open[top].pendingKey = .init(text: node.scalar?.text, span: node.span)
      if isPlain, node.scalar?.text == "<<", !cameFromAlias { open[top].merges.append(open[top].entries.count) }
    }
  }

  private mutating func close(end: Int) throws -> Node {
    guard let collection = open.popLast() else { throw InternalError(stage: "document", "an end without a start") }
    let node: Node
    if collection.isMapping {
      findings += duplicates(in: collection.entries)
      let entries = merged(collection)
      node = Node(.mapping(entries), at: span(of: collection, end: end))
    } else {
      node = Node(.sequence(collection.items), at: span(of: collection, end: end))
    }
    if let anchor = collection.properties.anchor { anchors[anchor] = node }
    return node
  }

  private mutating func expand(_ name: String, at span: Span) throws -> Node {
    if open.contains(where: { $0.properties.anchor == name }) {
      throw Refusal([.error("recursive-alias", "`*\(name)` stands inside the value it names", at: span)])
    }
    guard let node = anchors[name] else { throw Refusal([unknownAnchor(name, at: span)]) }
    try count(node.nodeCount, at: span)
    if open.count + node.depth > Document.Limit.depth { throw Refusal([tooDeep(at: span)]) }
    return node
  }

  private mutating func count(_ nodes: Int, at span: Span) throws {
    let (sum, overflow) = nodeCount.addingReportingOverflow(nodes)
    nodeCount = overflow ? Int.max : sum
    if nodeCount > Document.Limit.nodes { throw Refusal([tooManyNodes(at: span)]) }
  }
}

/// A sequence or mapping whose end has not come yet.
struct OpenCollection {
  var properties: Event.Properties
  /// First byte of the value, after its anchor.
  var start: Int
  var isMapping: Bool
  var items: [Node] = []
  var entries: [Node.Entry] = []
  /// Indices of entries whose key is a plain `<<`.
  var merges: [Int] = []
  /// A key that waits for its value; its text is nil when it is no scalar.
  var pendingKey: PendingKey?

  struct PendingKey {
    var text: String?
    var span: Span
  }
}

extension Event {
  var isAlias: Bool {
    if case .alias = self { true } else { false }
  }
}
