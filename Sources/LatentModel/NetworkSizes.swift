import Diagnostics

/// The size of one network, for reports.
package struct NetworkSize: Sendable {
  package var path: String
  package var span: Span
  /// Columns of all the sources that its outputs see, each counted once.
  package var inputColumns: Int
  /// The layers and outputs in words: `dense 256, relu -> 64`.
  package var shape: String
  /// A Double: a hostile spec may name a number past 64 bits.
  package var parameters: Double
}

extension Model {
  /// Every network with parameters: encoder fields, encoder, q, p, decoder trunk, decoder fields.
  package func networkSizes() -> [NetworkSize] {
    let widths = SourceWidths(self)
    var result: [NetworkSize] = []
    if encoder.isUsed {
      for input in encoder.inputs where !input.layers.isEmpty {
        let columns = widths.raw(input.field, 0..<fields[input.field].columns.count)
        result.append(size("encoder.fields.\(fields[input.field].name)", input.span, columns, input.layers))
      }
      if !encoder.layers.isEmpty { result.append(size("encoder", encoder.span, widths.encoderInputs, encoder.layers)) }
    }
    if case .networks(let blocks) = posterior { result += blocks.map { size($0.network, widths) } }
    for case .learned(let network, _) in priors { result.append(size(network, widths)) }
    if decoder.usesTrunk { result.append(size("decoder", decoder.span, widths.trunkInputs, decoder.layers)) }
    return result + decoder.fields.map { size($0.network, widths) }
  }

  private func size(_ path: String, _ span: Span, _ columns: Int, _ layers: [Layer]) -> NetworkSize {
    let (parameters, _) = Self.parameters(layers, columns)
    return NetworkSize(
      path: path, span: span, inputColumns: columns, shape: Self.words(layers).joined(separator: ", "),
      parameters: parameters)
  }

  private func size(_ network: Network, _ widths: SourceWidths) -> NetworkSize {
    let columns = Set(network.outputs.flatMap(\.sources)).reduce(0) { $0 + widths.width($1) }
    var (parameters, last) = Self.parameters(network.layers, columns)
    for output in network.outputs {
      if network.layers.isEmpty { last = output.sources.reduce(0) { $0 + widths.width($1) } }
      parameters += (Double(last) + 1) * Double(output.width)
    }
    let logits = network.outputs.reduce(0) { $0 + $1.width }
    let maps = network.outputs.count == 1 ? "" : " in \(network.outputs.count) maps"
    let words = Self.words(network.layers) + ["\(logits) logit\(logits == 1 ? "" : "s")\(maps)"]
    return NetworkSize(
      path: network.path, span: network.span, inputColumns: columns, shape: words.joined(separator: ", "),
      parameters: parameters)
  }

  /// Parameters of layers on `columns`, and the columns of their output.
  private static func parameters(_ layers: [Layer], _ columns: Int) -> (Double, columns: Int) {
    var (total, columns) = (0.0, columns)
    for layer in layers {
      switch layer.kind {
      case .dense(let units, let useBias, _):
        total += Double(columns) * Double(units) + (useBias ? Double(units) : 0)
        columns = units
      case .activation, .dropout: break
      case .layerNorm: total += 2 * Double(columns)
      case .residual(let inner): total += parameters(inner, columns).0
      }
    }
    return (total, columns)
  }

  private static func words(_ layers: [Layer]) -> [String] {
    layers.map { layer in
      switch layer.kind {
      case .dense(let units, let useBias, _): "dense \(units)" + (useBias ? "" : " without bias")
      case .activation(.leakyReLU(let slope)): "leaky_relu \(slope)"
      case .activation(let activation): "\(activation)"
      case .dropout(let rate): "dropout \(rate)"
      case .layerNorm: "layer_norm"
      case .residual(let inner): "residual [" + words(inner).joined(separator: ", ") + "]"
      }
    }
  }
}

/// Columns of every source.
struct SourceWidths {
  private let model: Model
  /// Columns of the encoder's fields after their own layers.
  let encoderInputs: Int
  private let encoderColumns: Int
  /// Columns of the trunk's parents.
  let trunkInputs: Int
  private let trunkColumns: Int

  init(_ model: Model) {
    self.model = model
    func width(after layers: [Layer], _ columns: Int) -> Int {
      layers.reduce(columns) { if case .dense(let units, _, _) = $1.kind { units } else { $0 } }
    }
    encoderInputs = model.encoder.inputs.reduce(0) {
      $0 + width(after: $1.layers, Self.raw(model, $1.field, 0..<model.fields[$1.field].columns.count))
    }
    encoderColumns = width(after: model.encoder.layers, encoderInputs)
    trunkInputs = model.decoder.parents.reduce(0) { $0 + model.variables[$1.index].inputColumns }
    trunkColumns = width(after: model.decoder.layers, trunkInputs)
  }

  func width(_ source: Source) -> Int {
    switch source {
    case .encoder: encoderColumns
    case .trunk: trunkColumns
    case .field(let field, let columns): raw(field, columns)
    case .variable(let variable): model.variables[variable.index].inputColumns
    }
  }

  func raw(_ field: Int, _ columns: Range<Int>) -> Int { Self.raw(model, field, columns) }

  private static func raw(_ model: Model, _ index: Int, _ columns: Range<Int>) -> Int {
    let field = model.fields[index]
    return columns.reduce(field.maskedColumns.filter(columns.contains).count) { $0 + field.logits(ofColumn: $1) }
  }
}
