import Diagnostics
import YAMLDocument

extension SpecReader {
  /// Reports a key that the section does not know: it belongs to another choice, is a slip, or stands elsewhere.
  ///
  /// Answers the key that was probably meant, if nobody wrote that: its absence is then no finding of its own.
  mutating func reportUnknown(
    _ entry: Node.Entry, keys: [KeyDeclaration], of declaration: SectionDeclaration, in entries: [Node.Entry]
  ) -> String? {
    guard findings.count < Self.findingLimit else { return nil }
    let others = declaration.variants?.keys.filter { variant in variant.keys.contains { $0.name == entry.key } } ?? []
    if let variants = declaration.variants, !others.isEmpty {
      // The deciding key is wrong or missing: that is reported, this would be a consequence.
      if !variants.key.isEmpty, keys.count == declaration.keys.count { return nil }
      let chosen = variants.key.isEmpty ? path.last : entries.first { $0.key == variants.key }?.value.scalar?.text
      let list = others.map { "`\($0.name)`" }.joined(separator: ", ")
      reportAt(
        entry, "unknown-key", "\(place): `\(entry.key)` is an option of \(list), not of `\(chosen ?? "")`", help: nil)
      return nil
    }
    let subject = path.isEmpty ? "a spec" : place
    let called = OtherWords.key(entry.key)
    let own = called.flatMap { name in keys.contains { $0.name == name } ? name : nil }
    let nearest = own ?? nearestName(to: entry.key, among: keys.map(\.name))
    let help: String? =
      if let glued = Self.glued(entry, keys) {
        glued
      } else if let own {
        "it is called `\(own)` here"
      } else if let nearest {
        "did you mean `\(nearest)`?"
      } else if let called, let home = KeyHomes.home(of: called) {
        "it is called `\(called)`, and belongs in `\(home)`"
      } else if let home = KeyHomes.home(of: entry.key) {
        "`\(entry.key)` belongs in `\(home)`"
      } else {
        keys.isEmpty ? nil : "known keys: \(keys.map(\.name).joined(separator: ", "))"
      }
    reportAt(entry, "unknown-key", "\(subject) has no key `\(entry.key)`", help: help)
    return nearest.flatMap { nearest in entries.contains { $0.key == nearest } ? nil : nearest }
  }

  /// A key that holds its value, `steps:100`, or the rest of a number with a comma, `0,5`.
  private static func glued(_ entry: Node.Entry, _ keys: [KeyDeclaration]) -> String? {
    guard entry.value.isEmpty else { return nil }
    if DecimalNumber(entry.key) != nil { return "numbers are written with a point, as `0.\(entry.key)`" }
    guard let colon = entry.key.firstIndex(of: ":"), keys.contains(where: { $0.name == entry.key[..<colon] }) else {
      return nil
    }
    let value = entry.key[entry.key.index(after: colon)...]
    return "write a space after the colon: `\(entry.key[..<colon]): \(value)`"
  }

  private mutating func reportAt(_ entry: Node.Entry, _ code: DiagnosticCode, _ message: String, help: String?) {
    var finding = Diagnostic.error(code, message, at: entry.keySpan)
    finding.pointer = jsonPointer(path + [entry.key])
    report(help.map(finding.help) ?? finding)
  }
}
