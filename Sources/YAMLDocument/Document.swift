import Diagnostics

/// One YAML document: its bytes and the tree of its nodes, every node and key with its place.
package struct Document: Sendable {
  package var source: SourceID
  /// The whole text, as read.
  package var bytes: [UInt8]
  package var root: Node
  /// The whole text's span.
  package var span: Span { Span(source: source, start: 0, end: bytes.count) }

  /// Limits of a document; past them it is refused while it is being read.
  package enum Limit {
    /// Bytes of one text.
    package static let bytes = 1 << 20
    /// Levels of lists and maps, after alias expansion.
    package static let depth = 64
    /// Keys and values, after alias expansion. Aliases are counted, never copied.
    package static let nodes = 100_000
  }

  /// Reads the text called `source`.
  ///
  /// Throws `Refusal` with every finding when the bytes are no document of the language's YAML, `MachineFailure`
  /// without memory.
  package init(bytes: [UInt8], source: SourceID) throws {
    self.source = source
    self.bytes = bytes
    root = try Self.value(in: 0..<bytes.count, of: bytes, source: source)
  }

  /// Reads a part of a text as one value, spans counted in the whole text: the right side of `--set path=value`.
  ///
  /// Throws as `init` does. `range` must lie inside `bytes`.
  package static func value(in range: Range<Int>, of bytes: [UInt8], source: SourceID) throws -> Node {
    let text = try CheckedText(bytes: bytes, range: range, source: source)
    var composer = Composer(text: text)
    return try composer.compose()
  }
}
