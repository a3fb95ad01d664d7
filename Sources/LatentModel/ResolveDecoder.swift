import Datasets
import Diagnostics
import ModelSpec

extension Resolver {
  /// The trunk, then each field's network.
  mutating func resolveDecoder() {
    let section = spec.decoder
    let everything = variables.indices.map { Dependency(variable: VariableID($0), span: section.span) }
    let trunkTaker = Taker(name: "decoder", unit: nil, count: 1)
    let trunk = section.parents.map { dependencies($0.value, of: trunkTaker)?.first } ?? everything
    decoder.parents = (trunk ?? []).map(\.variable)
    let columns = decoder.parents.reduce(0) { $0 + variables[$1.index].inputColumns }
    if trunk != nil {
      (decoder.layers, trunkColumns) = resolveLayers(section.layers, columns: columns, path: "decoder")
    }
    checkDecoderFields()
    for (index, field) in fields.enumerated() {
      let own = section.fields.first { $0.name.value == field.name }
      guard let sources = fieldSources(index, own) else { continue }
      if sources.contains(where: { $0.contains(.trunk) }) { decoder.usesTrunk = true }
      let bias = (own?.bias ?? section.bias).value
      let (network, groups) = network(
        path: "decoder.fields.\(field.name)", span: own?.span ?? (section.span == .none ? field.span : section.span),
        part: .decoder, layers: own?.layers ?? [], sources: sources,
        logits: field.columns.indices.map { field.logits(ofColumn: $0) },
        bias: bias == .data ? startingBiases(field) : nil)
      decoder.fields.append(FieldDecoder(network: network, groups: groups))
    }
  }

  /// What each column of a field sees; nil when a reference is wrong (reported).
  private mutating func fieldSources(_ index: Int, _ own: FieldDecoderSection?) -> [[Source]]? {
    let count = fields[index].columns.count
    guard let parents = own?.parents else {
      let shared = decoder.layers.isEmpty ? decoder.parents.map(Source.variable) : [.trunk]
      return Array(repeating: shared, count: count)
    }
    let taker = Taker(name: "decoder.fields.\(fields[index].name)", unit: "column", count: count)
    return dependencies(parents.value, of: taker)?.map { $0.map { .variable($0.variable) } }
  }

  private mutating func checkDecoderFields() {
    for section in spec.decoder.fields where fieldIndex(section.name.value) == nil {
      if labels.contains(section.name.value) {
        findings.append(LabelAsInput.finding(section.name.value, at: section.name.span))
      } else {
        findings.append(
          UnknownName.finding(section.name.value, "field", known: fields.map(\.name), at: section.name.span))
      }
    }
  }

  private func startingBiases(_ field: ModelField) -> [[Double]] {
    field.columns.map {
      StartingBias(rows: facts.trainRows - $0.missing, frequencies: $0.frequencies).logits(field.kind)
    }
  }
}
