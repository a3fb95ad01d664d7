/// A place in a text: bytes `start ..< end` of the source called `source`.
///
/// Lines and columns are computed from the bytes when a message is worded; a span itself is two numbers and a name.
package struct Span: Hashable, Sendable {
  /// Which text: index into the `SourceMap` that words the message.
  package var source: SourceID
  /// First byte, from 0.
  package var start: Int
  /// One past the last byte; equal to `start` for a point.
  package var end: Int

  package init(source: SourceID, start: Int, end: Int) {
    self.source = source
    self.start = start
    self.end = end
  }

  /// The span of something that no file holds: a default value.
  package static let none = Span(source: SourceID(rawValue: -1), start: 0, end: 0)
}

/// Names one text of a `SourceMap`.
package struct SourceID: Hashable, Sendable {
  package var rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
}

/// A value and the place that wrote it. `span == .none` means nobody wrote it: it is the default.
package struct Spanned<Value> {
  package var value: Value
  package var span: Span

  package init(_ value: Value, at span: Span) {
    self.value = value
    self.span = span
  }

  /// Whether the user wrote this value.
  package var isWritten: Bool { span != .none }

  /// The same place with another value.
  package func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Spanned<Other> {
    Spanned<Other>(try transform(value), at: span)
  }
}

extension Spanned: Sendable where Value: Sendable {}
extension Spanned: Equatable where Value: Equatable {}
extension Spanned: Hashable where Value: Hashable {}
