import Diagnostics

extension RelativePlaces {
  /// A span as two offsets, null for none; nil for a span of another text.
  func json(_ span: Span) -> JSONValue? {
    guard let offsets = offsets(of: span) else { return nil }
    return offsets.map { .array($0.map(JSONValue.integer)) } ?? .null
  }

  /// Reads what `json` writes; nil when it is something else.
  func span(_ json: JSONValue) -> Span? {
    if json == .null { return Span.none }
    guard case .array(let values) = json else { return nil }
    return span(
      values.compactMap { value in
        if case .integer(let offset) = value { offset } else { nil }
      })
  }

  /// A finding, with its places as offsets; nil where one lies in another text.
  func json(_ finding: Diagnostic) -> JSONValue? {
    guard let span = json(finding.span) else { return nil }
    let related = finding.related.map { place in json(place.span).map { JSONValue.array([.string(place.message), $0]) }
    }
    guard !related.contains(nil) else { return nil }
    return [
      "severity": .string(finding.severity.rawValue), "code": .string(finding.code.name),
      "message": .string(finding.message), "span": span, "related": .array(related.compactMap { $0 }),
      "help": .array(finding.help.map(JSONValue.string)), "pointer": .string(finding.pointer),
    ]
  }

  /// Reads what `json` writes; nil when it is something else.
  func diagnostic(_ json: JSONValue) -> Diagnostic? {
    guard case .string(let name)? = json["severity"], let severity = Severity(rawValue: name),
      case .string(let code)? = json["code"], case .string(let message)? = json["message"],
      case .string(let pointer)? = json["pointer"], let span = json["span"].flatMap({ span($0) }),
      case .array(let related)? = json["related"], case .array(let help)? = json["help"]
    else { return nil }
    var finding = Diagnostic(severity, DiagnosticCode(stringLiteral: code), message, at: span)
    finding.pointer = pointer
    for place in related {
      guard case .array(let pair) = place, pair.count == 2, case .string(let words) = pair[0],
        let span = self.span(pair[1])
      else { return nil }
      finding = finding.context(words, at: span)
    }
    for line in help {
      guard case .string(let text) = line else { return nil }
      finding = finding.help(text)
    }
    return finding
  }
}
