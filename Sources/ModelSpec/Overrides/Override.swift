import Diagnostics
import YAMLDocument

/// One `--set path=value`: a value of the spec from the command line, with its place in the argument.
package struct Override: Sendable {
  /// Keys and list indices from the root, each with its place.
  package var path: [Spanned<String>]
  package var value: Node
  /// The whole argument.
  package var span: Span
  /// Keys of a path at most.
  private static let longestPath = 32

  /// Puts `value` at a dotted path that the spec itself names, as an axis of its `ablation` does. Parts of a path that
  /// stands there without quotes have places of their own.
  ///
  /// Throws `Refusal` when the path is none, or could not be written as `path=value`.
  package init(path: Spanned<String>, value: Node) throws {
    let bytes = Array(path.value.utf8)
    let isPlain = path.span.end - path.span.start == bytes.count
    if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
      let span =
        isPlain
        ? Span(source: path.span.source, start: path.span.start + equals, end: path.span.start + equals + 1) : path.span
      throw Refusal([.error("bad-override", "the path of an override holds no `=`", at: span)])
    }
    self.path = try Self.keys(bytes[...], source: path.span.source).map { key in
      let place = Span(
        source: path.span.source, start: path.span.start + key.span.start, end: path.span.start + key.span.end)
      return Spanned(key.value, at: isPlain ? place : path.span)
    }
    self.value = value
    span = path.span
  }

  /// The override as an argument of `--set`.
  package var argument: String { path.map(\.value).joined(separator: ".") + "=" + value.flowText }

  /// Reads `a.b.c=value`; the value is YAML, as `{rloo: {samples: 4}}`. The argument becomes a source of its own, called
  /// `--set a.b.c=value`.
  ///
  /// Throws `Refusal` when the argument is nothing of this form.
  package init(argument: String, sources: inout SourceMap) throws {
    let bytes = Array(argument.utf8)
    let source = sources.add(name: "--set " + argument, bytes: bytes)
    span = Span(source: source, start: 0, end: bytes.count)
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else {
      throw Refusal([
        Diagnostic.error("bad-override", "an override is `path=value`; this has no `=`", at: span)
          .help("write `--set training.steps=1000`")
      ])
    }
    path = try Self.keys(bytes[..<equals], source: source)
    let blanks = bytes[(equals + 1)...].allSatisfy { $0 == UInt8(ascii: " ") }
    value =
      blanks
      ? Node(
        .scalar(.init(text: "", isPlain: true)), at: Span(source: source, start: equals + 1, end: bytes.count))
      : try Document.value(in: (equals + 1)..<bytes.count, of: bytes, source: source)
  }

  private static func keys(_ bytes: ArraySlice<UInt8>, source: SourceID) throws -> [Spanned<String>] {
    var keys: [Spanned<String>] = []
    for piece in bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      let span = Span(source: source, start: piece.startIndex, end: piece.endIndex)
      if piece.isEmpty {
        throw Refusal([.error("bad-override", "the path of an override has an empty key here", at: span)])
      }
      keys.append(Spanned(String(decoding: piece, as: UTF8.self), at: span))
    }
    guard keys.count <= longestPath else {
      let span = Span(source: source, start: bytes.startIndex, end: bytes.endIndex)
      throw Refusal([.error("bad-override", "the path of an override has more than \(longestPath) keys", at: span)])
    }
    return keys
  }
}
