/// Numbers a run reports: dotted names in the order of reports, as `test.elbo` or `test.kl.detail.3`.
package struct Figures: Sendable, Equatable {
  /// One number and its name. `value` is nil when it is not finite, which JSON writes as null.
  package struct Entry: Sendable, Equatable {
    package var name: String
    package var value: Double?
  }

  package private(set) var entries: [Entry] = []
  private var places: [String: Int] = [:]

  package init() {}

  /// The number called `name`. Setting an existing one keeps its place; a number that is not finite is kept as nil.
  package subscript(name: String) -> Double? {
    get { places[name].flatMap { entries[$0].value } }
    set {
      let value = newValue.flatMap { $0.isFinite ? $0 : nil }
      if let place = places[name] {
        entries[place].value = value
      } else {
        places[name] = entries.count
        entries.append(Entry(name: name, value: value))
      }
    }
  }

  /// Appends all of `other` under `prefix.`.
  package mutating func append(_ other: Figures, under prefix: String) {
    for entry in other.entries { self["\(prefix).\(entry.name)"] = entry.value }
  }

  /// Whether a number of this name was reported, finite or not.
  package func has(_ name: String) -> Bool { places[name] != nil }
}
