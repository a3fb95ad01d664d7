/// A SARIF 2.1.0 log with one run; `results` is there even when empty.
package struct SARIFReport: Sendable {
  package var sources: SourceMap
  package var toolVersion: String
  /// One sentence about a rule, where one is known.
  package var describe: @Sendable (DiagnosticCode) -> String?

  package init(
    sources: SourceMap, toolVersion: String, describe: @escaping @Sendable (DiagnosticCode) -> String? = { _ in nil }
  ) {
    self.sources = sources
    self.toolVersion = toolVersion
    self.describe = describe
  }

  /// The log. Columns count Unicode scalars from 1; paths are relative URIs where the files were named so.
  package func value(_ files: [FileFindings]) -> JSONValue {
    let findings = PlacedFinding.all(files, sources: sources)
    let rules = Set(findings.map(\.diagnostic.code.name)).sorted()
    let driver: JSONValue = [
      "name": "dvae-run", "version": .string(toolVersion), "semanticVersion": .string(toolVersion),
      "rules": .array(rules.map(rule)),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver], "columnKind": "unicodeCodePoints",
          "results": .array(findings.map { result($0, rules: rules) }),
        ]
      ],
    ]
  }

  private func rule(_ name: String) -> JSONValue {
    var members: [JSONValue.Member] = [.init("id", .string(name))]
    if let text = describe(DiagnosticCode(stringLiteral: name)) {
      members.append(.init("shortDescription", ["text": .string(text)]))
    }
    return .object(members)
  }

  private func result(_ finding: PlacedFinding, rules: [String]) -> JSONValue {
    let diagnostic = finding.diagnostic
    var members: [JSONValue.Member] = [
      .init("ruleId", .string(diagnostic.code.name)),
      .init("ruleIndex", .integer(rules.firstIndex(of: diagnostic.code.name) ?? 0)),
      .init("level", .string(diagnostic.severity.rawValue)), .init("message", ["text": .string(finding.text)]),
      .init("locations", [location(finding.file, finding.start, finding.end, message: nil)]),
      .init("partialFingerprints", ["dvaeRun/v1": .string(finding.fingerprint)]),
    ]
    let related = diagnostic.related.compactMap { place -> JSONValue? in
      guard let source = sources[place.span.source] else { return nil }
      return location(
        source.name, source.position(of: place.span.start), source.position(of: place.span.end),
        message: visible(cut(place.message)))
    }
    if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
    return .object(members)
  }

  private func location(_ file: String, _ start: TextPosition?, _ end: TextPosition?, message: String?) -> JSONValue {
    var physical: [JSONValue.Member] = [.init("artifactLocation", ["uri": .string(uri(file))])]
    if let start, let end {
      physical.append(
        .init(
          "region",
          [
            "startLine": .integer(start.line), "startColumn": .integer(start.column), "endLine": .integer(end.line),
            "endColumn": .integer(end.column),
          ]))
    }
    var members: [JSONValue.Member] = [.init("physicalLocation", .object(physical))]
    if let message { members.append(.init("message", ["text": .string(message)])) }
    return .object(members)
  }

  /// A path as a URI reference (RFC 3986): a relative one stays relative.
  private func uri(_ path: String) -> String {
    let path = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    let encoded = path.utf8.reduce(into: "") { text, byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~/".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      text += isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }
    return path.hasPrefix("/") ? "file://" + encoded : encoded
  }
}
