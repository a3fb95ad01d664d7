import Diagnostics
import ModelSpec

extension Resolver {
  /// The encoder's fields and layers.
  mutating func resolveEncoder() {
    guard !spec.encoder.isExact else { return }
    for (index, span) in encoderInputs() {
      let columns = inputColumns(ofField: index, 0..<fields[index].columns.count)
      let section = spec.encoder.fields.first { $0.name.value == fields[index].name }
      let (layers, width) = resolveLayers(
        section?.layers ?? [], columns: columns, path: "encoder.fields.\(fields[index].name)")
      encoder.inputs.append(FieldInput(field: index, layers: layers, span: section?.span ?? span))
      encoderColumns += width
    }
    for section in spec.encoder.fields {
      guard let index = fieldIndex(section.name.value) else {
        findings.append(inputFinding(section.name.value, at: section.name.span))
        continue
      }
      if !encoder.inputs.contains(where: { $0.field == index }) {
        findings.append(UnusedPart.field(section.name))
      }
    }
    (encoder.layers, encoderColumns) = resolveLayers(spec.encoder.layers, columns: encoderColumns, path: "encoder")
  }

  /// Fields in the order written; every field when nothing is written.
  private mutating func encoderInputs() -> [(field: Int, span: Span)] {
    guard let references = spec.encoder.inputs?.value else { return fields.indices.map { ($0, fields[$0].span) } }
    var result: [(field: Int, span: Span)] = []
    for reference in references {
      guard let index = fieldIndex(reference.name) else {
        findings.append(inputFinding(reference.name, at: reference.span))
        continue
      }
      if reference.part != .whole {
        findings.append(UnevenShare.wholeFieldsOnly(reference))
      } else if let first = result.first(where: { $0.field == index }) {
        findings.append(DoubledParent.input(reference.span, first.span, of: "encoder"))
      } else {
        result.append((index, reference.span))
      }
    }
    return result.sorted { $0.field < $1.field }
  }
}
