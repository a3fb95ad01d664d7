import Diagnostics
import Foundation
import ModelSpec
import Testing
import YAMLDocument

/// Reads `text` as a spec, as `validate` would.
func read(_ text: String, set arguments: [String] = [], stem: String = "spec") throws -> (SpecReading, SourceMap) {
  var sources = SourceMap()
  let bytes = Array(text.utf8)
  let source = sources.add(name: "\(stem).yaml", bytes: bytes)
  let document = try Document(bytes: bytes, source: source)
  let overrides = try arguments.map { try Override(argument: $0, sources: &sources) }
  return (try readSpec(document: document, overrides: overrides, fileStem: stem), sources)
}

@Test func completeExample() throws {
  let text = """
    version: 1
    name: digits-two-level
    data:
      train: data/digits.csv.gz    # relative to this file
      header: false
      valid: {fraction: 0.1}
      test: {fraction: 0.1}
      fields:
        pixels: {columns: 0-63, type: binary, binarize: {threshold: 8}}
        digit: {columns: 64, type: categorical, role: label}   # only evaluate sees it
    latents:
      style: {categories: 10}    # one variable, ten values
      detail: {categories: 4, count: 8, parents: [style]}   # eight, each given style, in p and in q
    encoder: {layers: [{dense: 256}, relu, {dense: 128}, relu]}
    decoder: {layers: [{dense: 128}, relu, {dense: 256}, relu]}
    objective: {gradient: {rloo: {samples: 4}}}
    training: {steps: 5000, batch_size: 100, optimizer: {adam: {learning_rate: 1e-3}}, seed: 7}
    """
  let (reading, _) = try read(text)
  let spec = reading.spec
  #expect(spec.name.value == "digits-two-level")
  #expect(spec.data.fields[0].columns?.value == [.range(0...63)])
  #expect(spec.latents.map(\.name.value) == ["style", "detail"])
  #expect(spec.latents[1].categories.value == Array(repeating: 4, count: 8))
  #expect(spec.latents[1].parents.value.map(\.name) == ["style"])
  #expect(spec.objective.gradient.value == .rloo(samples: 4))
  #expect(spec.training.length.value == .steps(5000))
  #expect(spec.training.select.value == .validELBO)
  #expect(!spec.training.select.isWritten)
  #expect(spec.limits.memory.value == 4 << 30)
  #expect(spec.encoder.layers.count == 4)
}
