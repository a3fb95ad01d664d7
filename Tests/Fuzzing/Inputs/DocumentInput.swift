import Diagnostics
import YAMLDocument

/// Bytes read as YAML, and what is wrong with them put into words.
enum DocumentInput {
  static func run(_ bytes: [UInt8]) throws {
    var sources = SourceMap()
    let source = sources.add(name: "spec.yaml", bytes: bytes)
    do {
      let document = try Document(bytes: bytes, source: source)
      _ = document.dump()
    } catch let refusal as Refusal {
      _ = TextReport(sources: sources, useColour: true).text(refusal.diagnostics)
      _ = JSONReport(sources: sources).value(refusal.diagnostics).compactText
    }
  }
}
