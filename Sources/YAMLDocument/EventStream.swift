import CLibYAML
import Diagnostics

/// One step of libyaml's parser, with byte offsets in the whole text.
enum Event {
  case streamEdge
  case documentStart(Int)
  case documentEnd
  case alias(name: String, span: Span)
  case scalar(Node.Scalar, Properties)
  case sequenceStart(Properties)
  case mappingStart(Properties)
  /// End of a sequence or mapping: one past its bracket in flow style.
  case collectionEnd(Int)

  /// What stands before and around a node.
  struct Properties {
    var anchor: String?
    var tag: String?
    /// From the first property or the value itself.
    var span: Span
    var isFlow = false
    var isBlockScalar = false
    var isCollection = false
  }
}

/// Events of one text, pulled one at a time so that limits act while the text is still being read.
@safe final class EventStream {
  private let text: CheckedText
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Throws `MachineFailure` when libyaml finds no memory.
  init(_ text: CheckedText) throws {
    self.text = text
    unsafe parser = .allocate(capacity: 1)
    unsafe input = .allocate(capacity: max(text.range.count, 1))
    _ = unsafe input.update(fromContentsOf: text.bytes[text.range])
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      unsafe input.deallocate()
      throw MachineFailure("no memory for the YAML parser")
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, text.range.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; nil after the end. Throws `Refusal` for what is no YAML, `MachineFailure` without memory.
  func next() throws -> Event? {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else {
      if unsafe parser.pointee.error == YAML_MEMORY_ERROR { throw MachineFailure("no memory to parse YAML") }
      throw Refusal([syntaxFinding()])
    }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe translate(event)
  }

  private func translate(_ event: yaml_event_t) -> Event? {
    let start = unsafe text.byte(ofScalar: event.start_mark.index)
    let end = unsafe text.byte(ofScalar: event.end_mark.index)
    var properties = Event.Properties(span: text.span(start, end))
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: return .documentStart(start)
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return unsafe .alias(name: string(event.data.alias.anchor) ?? "", span: properties.span)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      properties.anchor = unsafe string(scalar.anchor)
      properties.tag = unsafe string(scalar.tag)
      properties.isBlockScalar =
        unsafe scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE
      let value = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return unsafe .scalar(Node.Scalar(text: value, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), properties)
    case YAML_SEQUENCE_START_EVENT:
      properties.anchor = unsafe string(event.data.sequence_start.anchor)
      properties.tag = unsafe string(event.data.sequence_start.tag)
      properties.isCollection = true
      properties.isFlow = unsafe event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      return .sequenceStart(properties)
    case YAML_MAPPING_START_EVENT:
      properties.anchor = unsafe string(event.data.mapping_start.anchor)
      properties.tag = unsafe string(event.data.mapping_start.tag)
      properties.isCollection = true
      properties.isFlow = unsafe event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      return .mappingStart(properties)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd(end)
    case YAML_STREAM_START_EVENT: return .streamEdge
    default: return nil
    }
  }

  private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe pointer.map { unsafe String(decodingCString: $0, as: UTF8.self) }
  }

  /// libyaml's complaint in our words, at its place, with the place it started from.
  private func syntaxFinding() -> Diagnostic {
    func words(_ pointer: UnsafePointer<CChar>?) -> String { unsafe pointer.map { unsafe String(cString: $0) } ?? "" }
    let state = unsafe parser.pointee
    let offset = unsafe text.byte(ofScalar: state.problem_mark.index)
    let byte = offset < text.range.upperBound ? text.bytes[offset] : nil
    let wording = unsafe SyntaxWording(problem: words(state.problem), byte: byte)
    var finding = Diagnostic.error(wording.code, wording.message, at: text.span(offset, offset))
    finding.help = wording.help
    if unsafe words(state.problem) == "mapping values are not allowed in this context",
      let line = lineWithoutColon(offset)
    {
      finding.help = ["write `key: value` there, or quote a text that holds a colon and a blank"]
      return finding.context("this line has no `: `, so it is text that the next one carries on", at: line)
    }
    let context = unsafe words(state.context)
    let contextOffset = unsafe text.byte(ofScalar: state.context_mark.index)
    if !context.isEmpty, contextOffset != offset {
      finding = finding.context(context, at: text.span(contextOffset, contextOffset))
    }
    return finding
  }

  /// The line before that of `offset`, when it is neither blank nor a comment and holds no `:`.
  private func lineWithoutColon(_ offset: Int) -> Span? {
    let newline = UInt8(ascii: "\n")
    let bytes = text.bytes[text.range.lowerBound..<max(text.range.lowerBound, min(offset, text.range.upperBound))]
    guard let end = bytes.lastIndex(of: newline) else { return nil }
    let start = bytes[..<end].lastIndex(of: newline).map { $0 + 1 } ?? bytes.startIndex
    let line = bytes[start..<end].drop { $0 == 0x20 }
    guard let first = line.first, first != UInt8(ascii: "#"), !line.contains(UInt8(ascii: ":")) else { return nil }
    return text.span(line.startIndex, line.endIndex)
  }
}
