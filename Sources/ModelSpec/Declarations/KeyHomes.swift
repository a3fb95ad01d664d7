/// Where each key of the language stands, for keys written in the wrong section.
enum KeyHomes {
  /// The section that declares `key`, as a path from the root: the least deep one, of several the first in the order of
  /// the language. nil when none does.
  static func home(of key: String) -> String? { homes[key] }

  private static let homes: [String: String] = {
    var homes: [String: String] = [:]
    var level: [(place: String, kind: ValueKind)] = SpecDeclarations.spec.keys.map { ($0.name, $0.kind) }
    // Layers hold layers; six levels reach every section once.
    for _ in 0..<6 {
      let found = level.flatMap { sections(of: $0.kind, at: $0.place) }
      // Inside a name of the user's is a level deeper than the same key under a declared name.
      level = level.compactMap { place, kind in
        if case .entries(let value, _, _) = kind { ("\(place).<name>", value) } else { nil }
      }
      for (place, keys) in found {
        for key in keys {
          if homes[key.name] == nil { homes[key.name] = place }
          level.append(("\(place).\(key.name)", key.kind))
        }
      }
    }
    return homes
  }()

  /// The sections that a value may be or hold directly.
  private static func sections(of kind: ValueKind, at place: String) -> [(place: String, keys: [KeyDeclaration])] {
    switch kind {
    case .section(let declaration):
      [(place, declaration.keys + (declaration.variants?.keys.flatMap(\.keys) ?? []))]
    case .choice(let alternatives): alternatives.map { ("\(place).\($0.name)", $0.options) }
    case .either(let kinds): kinds.flatMap { sections(of: $0, at: place) }
    case .shared(.layers): []
    case .shared(let shared): sections(of: shared.kind, at: place)
    default: []
    }
  }
}
