/// Diagnostics for programs, as one versioned object; keys are always present, in this order.
///
///     {"version": 1, "diagnostics": [{"code", "severity", "message", "file", "line", "column", "endLine", "endColumn",
///                                     "pointer", "help": [...], "related": [{"message", "file", "line", ...}]}]}
///
/// Lines and columns count from 1, columns in Unicode scalars, the end is one past the last. A finding without a place
/// has null for file, lines and columns.
package struct JSONReport: Sendable {
  package var sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  /// The envelope with every finding in reading order.
  package func value(_ diagnostics: [Diagnostic]) -> JSONValue {
    ["version": 1, "diagnostics": .array(inReadingOrder(diagnostics).map(finding))]
  }

  private func finding(_ diagnostic: Diagnostic) -> JSONValue {
    .object(
      [
        .init("code", .string(diagnostic.code.name)),
        .init("severity", .string(diagnostic.severity.rawValue)),
        .init("message", .string(cut(diagnostic.message))),
      ] + place(diagnostic.span) + [
        .init("pointer", .string(diagnostic.pointer)),
        .init("help", .array(diagnostic.help.map { .string(cut($0)) })),
        .init(
          "related",
          .array(diagnostic.related.map { .object([.init("message", .string(cut($0.message)))] + place($0.span)) })),
      ])
  }

  private func place(_ span: Span) -> [JSONValue.Member] {
    let source = sources[span.source]
    let start = source?.position(of: span.start)
    let end = source?.position(of: span.end)
    func number(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
    return [
      .init("file", source.map { .string($0.name) } ?? .null),
      .init("line", number(start?.line)), .init("column", number(start?.column)),
      .init("endLine", number(end?.line)), .init("endColumn", number(end?.column)),
    ]
  }
}
