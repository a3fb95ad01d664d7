/// Words diagnostics for a terminal: sentence, place, excerpt with the place underlined, related places, help, a count.
///
///     error[unknown-key]: `training` has no key `epoch`
///      --> spec.yaml:9:3
///       |
///     9 |   epoch: 3
///       |   ^^^^^
///       = help: did you mean `epochs`?
package struct TextReport: Sendable {
  package var sources: SourceMap
  /// Whether to write ANSI colours.
  package var useColour: Bool
  /// Findings shown at most; the rest is counted.
  package var limit = 100

  package init(sources: SourceMap, useColour: Bool = false) {
    self.sources = sources
    self.useColour = useColour
  }

  /// The report, each finding followed by an empty line, then the count. Empty when there is nothing to say.
  ///
  /// Findings stand by source, then start; those without a place come last. Same findings, same text.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    let ordered = inReadingOrder(diagnostics)
    var lines = ordered.prefix(limit).flatMap { finding($0) + [""] }
    lines.append(closing(ordered))
    return lines.joined(separator: "\n") + "\n"
  }

  private func finding(_ diagnostic: Diagnostic) -> [String] {
    let severity = diagnostic.severity
    let places = [diagnostic.span] + diagnostic.related.map(\.span)
    let gutter = places.compactMap { sources.start(of: $0)?.line }.map { String($0).count }.max() ?? 1
    var lines = [
      paint("\(severity)[\(diagnostic.code)]", severity.colour) + paint(": " + visible(cut(diagnostic.message)), .bold)
    ]
    lines += place(diagnostic.span, arrow: "-->", mark: "^", label: "", colour: severity.colour, gutter: gutter)
    for related in diagnostic.related {
      lines += place(
        related.span, arrow: ":::", mark: "-", label: visible(cut(related.message)), colour: .blue, gutter: gutter)
    }
    let margin = String(repeating: " ", count: gutter) + " " + paint("=", .blue)
    lines += diagnostic.help.map { "\(margin) \(paint("help", .bold)): " + visible(cut($0)) }
    return lines
  }

  /// Location line and excerpt of one span; a place that no text holds has neither, only its label.
  private func place(
    _ span: Span, arrow: String, mark: Character, label: String, colour: Colour, gutter: Int
  ) -> [String] {
    let margin = String(repeating: " ", count: gutter)
    guard let source = sources[span.source], let start = sources.start(of: span) else {
      return label.isEmpty ? [] : ["\(margin) \(paint("=", .blue)) \(paint("note", .bold)): \(label)"]
    }
    let excerpt = Excerpt(of: span, in: source)
    let number = String(start.line)
    let underline = String(repeating: mark, count: excerpt.width) + (label.isEmpty ? "" : " " + label)
    let bar = paint("|", .blue)
    return [
      "\(margin)\(paint(arrow, .blue)) \(visible(cut(source.name))):\(start.line):\(start.column)",
      "\(margin) \(bar)",
      paint(String(repeating: " ", count: gutter - number.count) + number, .blue)
        + (excerpt.text.isEmpty ? " \(bar)" : " \(bar) \(excerpt.text)"),
      "\(margin) \(bar) " + String(repeating: " ", count: excerpt.indent) + paint(underline, colour),
    ]
  }

  private func closing(_ diagnostics: [Diagnostic]) -> String {
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity)" + (count == 1 ? "" : "s")
    }
    let hidden = diagnostics.count - limit
    return counts.joined(separator: ", ") + (hidden > 0 ? " (\(hidden) not shown)" : "")
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    useColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The ANSI codes in use.
enum Colour: String {
  case red = "1;31"
  case yellow = "1;33"
  case green = "1;32"
  case blue = "1;34"
  case bold = "1"
}

extension Severity {
  var colour: Colour {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .note: .green
    }
  }
}
