import Diagnostics
import YAMLDocument

extension SpecReader {
  /// Reports a key that the section does not know: it belongs to another choice, is a slip, or stands elsewhere.
  mutating func reportUnknown(
    _ entry: Node.Entry, keys: [KeyDeclaration], of declaration: SectionDeclaration, section: SectionReading
  ) {
    let others = declaration.variants?.keys.filter { variant in variant.keys.contains { $0.name == entry.key } } ?? []
    if let variants = declaration.variants, !others.isEmpty {
      // The deciding key is wrong or missing: that is reported, this would be a consequence.
      if !variants.key.isEmpty, keys.count == declaration.keys.count { return }
      let list = others.map { "`\($0.name)`" }.joined(separator: " and ")
      reportAt(entry, "unknown-key", "\(place): `\(entry.key)` is an option of \(list), not of this one", help: nil)
      return
    }
    let subject = path.isEmpty ? "a spec" : place
    let nearest = nearestName(to: entry.key, among: keys.map(\.name))
    let help: String? =
      if let nearest {
        "did you mean `\(nearest)`?"
      } else if let home = KeyHomes.home(of: entry.key) {
        "`\(entry.key)` belongs in `\(home)`"
      } else {
        keys.isEmpty ? nil : "known keys: \(keys.map(\.name).joined(separator: ", "))"
      }
    reportAt(entry, "unknown-key", "\(subject) has no key `\(entry.key)`", help: help)
  }

  private mutating func reportAt(_ entry: Node.Entry, _ code: DiagnosticCode, _ message: String, help: String?) {
    var finding = Diagnostic.error(code, message, at: entry.keySpan)
    finding.pointer = jsonPointer(path + [entry.key])
    report(help.map(finding.help) ?? finding)
  }
}

/// Where each key of the language stands, for keys written in the wrong section.
enum KeyHomes {
  /// The first section that declares `key`, in the order of the language; nil when none does.
  static func home(of key: String) -> String? { homes[key] }

  private static let homes: [String: String] = {
    var homes: [String: String] = [:]
    for top in SpecDeclarations.spec.keys { collect(top.kind, at: top.name, into: &homes, level: 0) }
    return homes
  }()

  private static func collect(_ kind: ValueKind, at place: String, into homes: inout [String: String], level: Int) {
    guard level < 6 else { return }
    func add(_ keys: [KeyDeclaration], at place: String) {
      for key in keys where homes[key.name] == nil { homes[key.name] = place }
      for key in keys { collect(key.kind, at: "\(place).\(key.name)", into: &homes, level: level + 1) }
    }
    switch kind {
    case .section(let declaration):
      add(declaration.keys, at: place)
      for variant in declaration.variants?.keys ?? [] { add(variant.keys, at: place) }
    case .entries(let value, _, _): collect(value, at: "\(place).<name>", into: &homes, level: level + 1)
    case .choice(let alternatives):
      for alternative in alternatives { add(alternative.options, at: "\(place).\(alternative.name)") }
    case .either(let kinds): for kind in kinds { collect(kind, at: place, into: &homes, level: level + 1) }
    case .shared(let shared) where shared != .layers: collect(shared.kind, at: place, into: &homes, level: level + 1)
    default: break
    }
  }
}
