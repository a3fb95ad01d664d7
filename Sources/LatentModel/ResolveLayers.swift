import Diagnostics
import ModelSpec

extension Resolver {
  /// Layers with sizes, and the columns of their output, for an input of `columns`.
  ///
  /// Layers that see nothing are left out with a warning, so that a root prior still starts uniform.
  mutating func resolveLayers(_ sections: [LayerSection], columns: Int, path: String) -> (layers: [Layer], columns: Int)
  {
    if let first = sections.first, columns == 0 {
      findings.append(LayersWithoutInput.finding(path, at: first.span))
      return ([], columns)
    }
    return stack(sections, columns: columns, path: path)
  }

  private mutating func stack(
    _ sections: [LayerSection], columns: Int, path: String
  ) -> (layers: [Layer], columns: Int) {
    var columns = columns
    var layers: [Layer] = []
    for section in sections {
      switch section.kind {
      case .dense(let units, let bias, let initializer):
        let kind = Layer.Kind.dense(units: units, useBias: bias, initializer: initializer)
        layers.append(Layer(span: section.span, kind: kind))
        columns = units
      case .activation(let activation): layers.append(Layer(span: section.span, kind: .activation(activation)))
      case .dropout(let rate): layers.append(Layer(span: section.span, kind: .dropout(rate: rate)))
      case .layerNorm: layers.append(Layer(span: section.span, kind: .layerNorm))
      case .residual(let inner):
        let (branch, width) = stack(inner, columns: columns, path: path)
        if width != columns { findings.append(ResidualWidth.finding(columns, width, at: section.span)) }
        layers.append(Layer(span: section.span, kind: .residual(branch)))
      }
    }
    return (layers, columns)
  }
}
