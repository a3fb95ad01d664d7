import Diagnostics

/// One value of a document. Nodes that came through an alias share their content and keep the places of the anchor.
package struct Node: Sendable {
  /// Bytes of the value itself, without anchor. A scalar's quotes are inside.
  package var span: Span
  package var content: Content
  /// Nodes in here, aliases expanded: 1 for a scalar.
  package private(set) var nodeCount: Int
  /// Levels of lists and maps in here: 0 for a scalar.
  package private(set) var depth: Int

  /// What a node is.
  package enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping([Entry])
  }

  /// Text as written; what it means is the schema's business.
  package struct Scalar: Sendable, Equatable {
    package var text: String
    /// Written without quotes and not as a block: only then can it be a number, a boolean or an absent value.
    package var isPlain: Bool
    package init(text: String, isPlain: Bool) {
      self.text = text
      self.isPlain = isPlain
    }
  }

  /// A key with its value. Keys of one mapping differ.
  package struct Entry: Sendable {
    package var key: String
    package var keySpan: Span
    package var value: Node
    /// Whether a `<<` brought it here.
    package var isMerged: Bool
    package init(key: String, keySpan: Span, value: Node, isMerged: Bool = false) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
      self.isMerged = isMerged
    }
  }

  /// A node with its counts, which saturate instead of overflowing.
  package init(_ content: Content, at span: Span) {
    self.span = span
    self.content = content
    let children: [Node] =
      switch content {
      case .scalar: []
      case .sequence(let items): items
      case .mapping(let entries): entries.map(\.value)
      }
    var count = 1
    if case .mapping(let entries) = content { count += entries.count }
    nodeCount = children.reduce(count) { sum, child in
      let (next, overflow) = sum.addingReportingOverflow(child.nodeCount)
      return overflow ? Int.max : next
    }
    if case .scalar = content { depth = 0 } else { depth = 1 + (children.map(\.depth).max() ?? 0) }
  }

  /// The scalar, if this is one.
  package var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// Whether nothing is written here: `key:` and the end of the line.
  package var isEmpty: Bool {
    scalar.map { $0.isPlain && $0.text.isEmpty } ?? false
  }

  /// The value of `key`, if this is a mapping that holds it.
  package subscript(key: String) -> Node? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }
}
