/// What a check says of one file, for reports over several.
package struct FileFindings: Sendable {
  /// The file as messages call it.
  package var name: String
  package var findings: [Diagnostic]

  package init(name: String, findings: [Diagnostic]) {
    self.name = name
    self.findings = findings
  }
}

/// A finding with its place in words: what line-based formats are made from.
struct PlacedFinding {
  var diagnostic: Diagnostic
  /// Path as annotations want it: relative where it can be, `.` for a finding of no file.
  var file: String
  var start: TextPosition?
  var end: TextPosition?
  /// The same for a finding that only moved; equal findings of a report are told apart by their order.
  var fingerprint: String

  /// Every finding in reading order. A finding without a place belongs to the file that was checked.
  static func all(_ files: [FileFindings], sources: SourceMap) -> [PlacedFinding] {
    var repeats: [String: Int] = [:]
    return files.flatMap { file in
      inReadingOrder(file.findings).map { diagnostic in
        let source = sources[diagnostic.span.source]
        let name = relativePath(source?.name ?? file.name)
        let line = source.map { String(decoding: $0.bytes[$0.lineRange(around: diagnostic.span.start)], as: UTF8.self) }
        let key = [diagnostic.code.name, name, diagnostic.message, line ?? ""].joined(separator: "\u{0}")
        repeats[key, default: 0] += 1
        return PlacedFinding(
          diagnostic: diagnostic, file: name, start: source?.position(of: diagnostic.span.start),
          end: source?.position(of: diagnostic.span.end),
          fingerprint: fingerprint("\(key)\u{0}\(repeats[key, default: 1])"))
      }
    }
  }

  /// Message, then help, on lines of their own; visible characters only.
  var text: String {
    ([visible(cut(diagnostic.message))] + diagnostic.help.map { "help: " + visible(cut($0)) }).joined(separator: "\n")
  }

  /// Without `./` in front.
  private static func relativePath(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }

  /// 64-bit FNV-1a, in 16 hexadecimal digits.
  private static func fingerprint(_ text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
