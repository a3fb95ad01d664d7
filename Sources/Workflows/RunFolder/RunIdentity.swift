import Diagnostics

/// What two runs must share to be the same run: spec and data. Holds no path, no time and nothing of the machine.
package struct RunIdentity: Sendable, Equatable {
  package var name: String
  /// The text of the spec as given.
  package var spec: String
  /// `path=value` of every `--set`, in order.
  package var overrides: [String]
  /// Fields, columns and value lists of the data, as JSON.
  package var facts: String
  /// Fingerprint of every row of every split.
  package var fingerprint: String

  package init(name: String, spec: String, overrides: [String], facts: String, fingerprint: String) {
    self.name = name
    self.spec = spec
    self.overrides = overrides
    self.facts = facts
    self.fingerprint = fingerprint
  }
}
