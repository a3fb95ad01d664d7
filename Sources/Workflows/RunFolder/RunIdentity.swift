import Datasets
import Diagnostics
import ModelSpec
import YAMLDocument

/// What two runs must share to be the same run: spec and data. Holds no time and nothing of the machine, and no path
/// but those that the spec's author wrote.
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

  /// The identity of a spec, given as text and overrides, with its data.
  package init(_ reading: SpecReading, text: [UInt8], overrides: [String], facts: DataFacts, fingerprint: String) {
    self.init(
      name: reading.spec.name.value, spec: String(decoding: text, as: UTF8.self), overrides: overrides,
      facts: facts.json.compactText, fingerprint: fingerprint)
  }

  /// Reads the spec again, overrides included, with its texts in `sources` for messages. Throws `Refusal` when this
  /// version of the tool does not accept it.
  package func readSpec(sources: inout SourceMap) throws -> SpecReading {
    let bytes = Array(spec.utf8)
    let document = try Document(bytes: bytes, source: sources.add(name: "the checkpoint's spec", bytes: bytes))
    let read = try overrides.map { try Override(argument: $0, sources: &sources) }
    return try ModelSpec.readSpec(document: document, overrides: read, fileStem: name)
  }

  /// The spec's values, overrides in place. Those of the file are of source 0.
  func tree() throws -> Node {
    var sources = SourceMap()
    let bytes = Array(spec.utf8)
    let root = try Document(bytes: bytes, source: sources.add(name: name, bytes: bytes)).root
    return try overrides.reduce(root) { try Override(argument: $1, sources: &sources).applied(to: $0) }
  }
}
