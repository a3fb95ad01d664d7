import Diagnostics
import LatentModel
import ModelSpec

extension ParameterTable {
  /// The parameters of `model`: encoder, then q block by block, p block by block, decoder, control.
  package init(_ model: Model) {
    self.init()
    let sizes = SourceSizes(model: model)
    if model.encoder.isUsed { appendEncoder(model, sizes) }
    if case .networks(let blocks) = model.posterior {
      for block in blocks { append(block.network, model, sizes) }
    }
    for prior in model.priors {
      if case .learned(let network, _) = prior { append(network, model, sizes) }
    }
    if model.decoder.usesTrunk {
      let seen = SeenColumns(model.decoder.parents.map(Source.variable), model: model, width: sizes.width)
      appendLayers(model.decoder.layers, path: "decoder", seen: seen, part: .decoder)
    }
    for field in model.decoder.fields { append(field.network, model, sizes) }
    for block in model.blocks {
      guard case .reinforce(_, .network) = block.gradient.estimator else { continue }
      appendBaseline(block, model, sizes)
    }
  }

  private mutating func appendEncoder(_ model: Model, _ sizes: SourceSizes) {
    for input in model.encoder.inputs where !input.layers.isEmpty {
      let field = model.fields[input.field]
      let seen = SeenColumns(
        [.field(input.field, columns: 0..<field.columns.count)], model: model, width: sizes.width)
      appendLayers(input.layers, path: "encoder.fields.\(field.name)", seen: seen, part: .encoder)
    }
    guard !model.encoder.layers.isEmpty else { return }
    appendLayers(model.encoder.layers, path: "encoder", seen: sizes.encoderInputs, part: .encoder)
  }

  /// A network: shared layers, then one map an output.
  private mutating func append(_ network: Network, _ model: Model, _ sizes: SourceSizes) {
    var features: Int?
    if !network.layers.isEmpty {
      let seen = SeenColumns(network.outputs.flatMap(\.sources), model: model, width: sizes.width)
      let fanIn = network.outputs.map { $0.sources.reduce(0) { $0 + sizes.width($1) } }.max() ?? 0
      features = appendLayers(network.layers, path: network.path, seen: seen, fanIn: fanIn, part: network.part)
    }
    for output in network.outputs where output.width > 0 {
      let path = network.path + ".output" + (output.name.isEmpty ? "" : ".\(output.name)")
      if let features {
        appendWeight("\(path).weight", features, output.width, fanIn: features, network.part, network.span)
      } else {
        let seen = SeenColumns(output.sources, model: model, width: sizes.width)
        for group in seen.groups where group.columns > 0 {
          let name = "\(path).weight.\(group.name)"
          appendWeight(name, group.columns, output.width, fanIn: seen.columnCount, network.part, network.span)
        }
      }
      append(
        ParameterSpec(
          name: "\(path).bias", rows: 1, columns: output.width, part: network.part,
          start: output.bias.map { .values($0.map { Float($0) }) } ?? .zeros, origin: network.span))
    }
  }

  private mutating func appendBaseline(_ block: Block, _ model: Model, _ sizes: SourceSizes) {
    let path = "control.\(block.name)"
    let units = BaselineNetwork.units
    for group in sizes.rawInputs.groups where group.columns > 0 {
      appendWeight(
        "\(path).layers.0.weight.\(group.name)", group.columns, units, fanIn: sizes.rawInputs.columnCount, .control,
        block.span)
    }
    appendZeros("\(path).layers.0.bias", units, .control, block.span)
    appendWeight("\(path).output.weight", units, 1, fanIn: units, .control, block.span)
    appendZeros("\(path).output.bias", 1, .control, block.span)
  }

  private mutating func appendWeight(
    _ name: String, _ rows: Int, _ columns: Int, fanIn: Int, _ part: ParameterPart, _ origin: Span
  ) {
    let start = ParameterSpec.Start.glorotUniform(fanIn: fanIn, fanOut: columns)
    append(ParameterSpec(name: name, rows: rows, columns: columns, part: part, start: start, origin: origin))
  }

  private mutating func appendZeros(_ name: String, _ columns: Int, _ part: ParameterPart, _ origin: Span) {
    append(ParameterSpec(name: name, rows: 1, columns: columns, part: part, start: .zeros, origin: origin))
  }

  /// Layers on what `seen` describes; a first dense layer has one weight a source group. Returns the output's columns.
  @discardableResult
  private mutating func appendLayers(
    _ layers: [Layer], path: String, seen: SeenColumns, fanIn: Int? = nil, part: ParameterPart
  ) -> Int {
    guard case .dense(let units, let useBias, let initializer)? = layers.first?.kind, let first = layers.first else {
      return appendStack(layers, path: path, columns: seen.columnCount, part: part)
    }
    for group in seen.groups where group.columns > 0 {
      append(
        ParameterSpec(
          name: "\(path).layers.0.weight.\(group.name)", rows: group.columns, columns: units, part: part,
          start: Self.start(initializer, fanIn ?? seen.columnCount, units), origin: first.span))
    }
    if useBias { appendZeros("\(path).layers.0.bias", units, part, first.span) }
    return appendStack(Array(layers.dropFirst()), path: path, columns: units, part: part, from: 1)
  }

  private mutating func appendStack(
    _ layers: [Layer], path: String, columns: Int, part: ParameterPart, from first: Int = 0
  ) -> Int {
    var columns = columns
    for (index, layer) in layers.enumerated() {
      let name = "\(path).layers.\(first + index)"
      switch layer.kind {
      case .dense(let units, let useBias, let initializer):
        append(
          ParameterSpec(
            name: "\(name).weight", rows: columns, columns: units, part: part,
            start: Self.start(initializer, columns, units), origin: layer.span))
        if useBias { appendZeros("\(name).bias", units, part, layer.span) }
        columns = units
      case .activation, .dropout: break
      case .layerNorm:
        append(
          ParameterSpec(
            name: "\(name).scale", rows: 1, columns: columns, part: part, start: .ones, origin: layer.span))
        appendZeros("\(name).shift", columns, part, layer.span)
      case .residual(let inner):
        _ = appendStack(inner, path: name, columns: columns, part: part)
      }
    }
    return columns
  }

  private static func start(_ initializer: Initializer, _ fanIn: Int, _ fanOut: Int) -> ParameterSpec.Start {
    switch initializer {
    case .glorotUniform: .glorotUniform(fanIn: fanIn, fanOut: fanOut)
    case .heNormal: .heNormal(fanIn: fanIn)
    case .zeros: .zeros
    }
  }
}

/// The learned baseline of `reinforce: {baseline: network}`: one hidden layer on what the encoder sees (Mnih and Gregor
/// 2014, section 2.3).
enum BaselineNetwork {
  static let units = 100
}
