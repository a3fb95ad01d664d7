import Checkpoint
import Datasets
import Diagnostics

/// One entry of the cache: a line with the digest of what follows, then JSON. Its bytes are taken for nothing but what
/// they are checked to be.
struct FactsEntry {
  /// Of the layout; another one is read past.
  static let version = 1

  var reading: Result<DataReading, Refusal>

  /// What an entry holds for `result`; nil where it cannot be said relative to the section.
  static func bytes(_ result: Result<DataReading, Refusal>, key: FactsKey, files: [FileState]) -> [UInt8]? {
    let findings: [Diagnostic]
    var facts: JSONValue = .null
    var spans: JSONValue = []
    switch result {
    case .success(let reading):
      findings = reading.findings
      facts = reading.facts.json
      let fields = reading.facts.fields.map { key.places.json($0.span) }
      guard !fields.contains(nil) else { return nil }
      spans = .array(fields.compactMap { $0 })
    case .failure(let refusal): findings = refusal.diagnostics
    }
    let words = findings.map { key.places.json($0) }
    guard !words.contains(nil) else { return nil }
    let value: JSONValue = [
      "version": .integer(version), "key": .string(key.digest),
      "files": .array(files.map { .array($0.numbers.map(JSONValue.integer)) }), "facts": facts, "spans": spans,
      "findings": .array(words.compactMap { $0 }),
    ]
    let body = Array(value.compactText.utf8)
    return Array((SHA256.hexadecimal(of: body) + "\n").utf8) + body
  }

  /// Reads what `bytes` writes; nil when it is damaged or holds for something else.
  init?(_ bytes: [UInt8], key: FactsKey, files: [FileState]) {
    guard bytes.count > 65, bytes[64] == UInt8(ascii: "\n") else { return nil }
    let body = Array(bytes[65...])
    guard SHA256.hexadecimal(of: body).utf8.elementsEqual(bytes[..<64]), let value = try? StrictJSON.read(body),
      value["version"] == .integer(Self.version), value["key"] == .string(key.digest),
      value["files"] == .array(files.map { .array($0.numbers.map(JSONValue.integer)) }),
      case .array(let words)? = value["findings"], case .array(let spans)? = value["spans"]
    else { return nil }
    let findings = words.compactMap { key.places.diagnostic($0) }
    guard findings.count == words.count, let json = value["facts"] else { return nil }
    let hasError = findings.contains { $0.severity == .error }
    if json == .null {
      guard hasError else { return nil }
      reading = .failure(Refusal(findings))
      return
    }
    guard !hasError, var facts = try? DataFacts(json: json, span: .none), spans.count == facts.fields.count else {
      return nil
    }
    for (index, place) in spans.enumerated() {
      guard let span = key.places.span(place) else { return nil }
      facts.fields[index].span = span
    }
    reading = .success(DataReading(facts: facts, findings: findings))
  }
}
