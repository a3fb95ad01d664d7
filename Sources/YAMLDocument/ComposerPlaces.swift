import Diagnostics

extension Composer {
  /// The span of a value without the anchor and tag before it.
  func valueSpan(_ properties: Event.Properties) -> Span {
    guard properties.anchor != nil || properties.tag != nil else { return properties.span }
    var offset = properties.span.start
    let end = text.range.upperBound
    while offset < end {
      let byte = text.bytes[offset]
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
        while offset < end, !isBlank(text.bytes[offset]) { offset += 1 }
      } else if byte == UInt8(ascii: "#") {
        while offset < end, text.bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      } else if isBlank(byte) {
        offset += 1
      } else {
        break
      }
    }
    // An empty value after its anchor (`key: &a`) has no bytes of its own.
    guard offset < properties.span.end || properties.isCollection else { return properties.span }
    return text.span(offset, properties.span.end)
  }

  /// From the opening bracket to the closing one, or from the first child to the last.
  func span(of collection: OpenCollection, end: Int) -> Span {
    let children =
      collection.isMapping
      ? collection.entries.flatMap { [$0.keySpan, $0.value.span] } : collection.items.map(\.span)
    let opens: UInt8 = collection.isMapping ? UInt8(ascii: "{") : UInt8(ascii: "[")
    if collection.properties.isFlow, collection.start < text.range.upperBound, text.bytes[collection.start] == opens {
      return text.span(collection.start, end)
    }
    // Children that came through aliases lie elsewhere; those are written before, so they cannot move the end.
    let last = children.map(\.end).max() ?? collection.start
    return text.span(collection.start, max(collection.start, last))
  }

  /// A block scalar's span without the line ends after it.
  func trimmed(_ span: Span) -> Span {
    var end = min(span.end, text.range.upperBound)
    while end > span.start + 1, isBlank(text.bytes[end - 1]) { end -= 1 }
    return text.span(span.start, end)
  }

  /// Refuses a tab among the blanks that indent the value or key at `offset`. libyaml itself lets them pass in `{}`.
  mutating func checkIndentation(_ offset: Int) {
    var place = offset
    var tab: Int?
    while place > text.range.lowerBound {
      let byte = text.bytes[place - 1]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") else { return }
      place -= 1
      if byte == UInt8(ascii: "\t") { tab = place }
    }
    guard let tab else { return }
    findings.append(
      Diagnostic.error("tab-indentation", "a tab cannot indent YAML", at: text.span(tab, tab + 1))
        .help("indent with spaces"))
  }

  mutating func checkTag(_ properties: Event.Properties) {
    guard properties.tag != nil else { return }
    var end = properties.span.start
    while end < text.range.upperBound, !isBlank(text.bytes[end]) { end += 1 }
    findings.append(
      Diagnostic.error(
        "yaml-tag", "tags (`!name`) are not part of the language", at: text.span(properties.span.start, end)
      ).help("remove the tag: the schema says how a value is read"))
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
