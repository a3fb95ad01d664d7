import LatentModel
import ModelSpec

/// Named matrices: rows of columns.
typealias Matrices<Number> = [String: [[Number]]]

/// Networks as the language defines them, evaluated for one input at a time.
struct BruteNetwork<Number: Scalar> {
  let model: Model
  let parameters: Matrices<Number>

  struct MissingParameter: Error { var name: String }

  func matrix(_ name: String) throws -> [[Number]] {
    guard let matrix = parameters[name] else { throw MissingParameter(name: name) }
    return matrix
  }

  func row(_ name: String) throws -> [Number] {
    guard let first = try matrix(name).first else { throw MissingParameter(name: name) }
    return first
  }

  /// Logits of output `index` of `network`. `columns` gives what a network sees of a source.
  func logits(_ network: Network, output index: Int, _ columns: (Source) throws -> [Number]) throws -> [Number] {
    let output = network.outputs[index]
    if output.width == 0 { return [] }
    let path = network.path + ".output" + (output.name.isEmpty ? "" : "." + output.name)
    let bias = try row(path + ".bias")
    if network.layers.isEmpty {
      return try addingSources(output.sources, weights: path + ".weight", rowsFor: output.sources, to: bias, columns)
    }
    let everySource = network.outputs.flatMap(\.sources)
    let features = try layered(
      network.layers, path: network.path, sources: output.sources, rowsFor: everySource, columns)
    return try linear(features, path + ".weight", bias)
  }

  /// Layers on what `sources` hold. A dense first layer adds up the rows of each source, of the rows that
  /// `rowsFor` has together; any other first layer sees the columns side by side.
  func layered(
    _ layers: [Layer], path: String, sources: [Source], rowsFor everySource: [Source],
    _ columns: (Source) throws -> [Number]
  ) throws -> [Number] {
    guard case .dense(let units, let useBias, _)? = layers.first?.kind else {
      let all = try inOrder(sources).flatMap { try columns($0) }
      return try stack(layers, path: path, first: 0, all)
    }
    let name = path + ".layers.0"
    let start = useBias ? try row(name + ".bias") : Array(repeating: Number(0), count: units)
    let sum = try addingSources(sources, weights: name + ".weight", rowsFor: everySource, to: start, columns)
    return try stack(Array(layers.dropFirst()), path: path, first: 1, sum)
  }

  /// start + for each source, its columns times its rows of `weights.<group>`.
  private func addingSources(
    _ sources: [Source], weights: String, rowsFor everySource: [Source], to start: [Number],
    _ columns: (Source) throws -> [Number]
  ) throws -> [Number] {
    var inputs: [Number] = []
    var rows: [[Number]] = []
    for source in sources {
      let seen = try columns(source)
      if seen.isEmpty { continue }
      let group = groupName(source)
      let before = inOrder(everySource).prefix { $0 != source }.filter { groupName($0) == group }
      let first = try before.reduce(0) { $0 + (try columns($1).count) }
      let matrix = try matrix(weights + "." + group)
      inputs += seen
      rows += matrix[first..<first + seen.count]
    }
    return start.indices.map { unit in
      Number.plus(start[unit], Number.dot(inputs, rows.map { $0[unit] }))
    }
  }

  private func linear(_ input: [Number], _ weight: String, _ bias: [Number]?) throws -> [Number] {
    let matrix = try matrix(weight)
    let units = matrix.first?.count ?? 0
    return (0..<units).map { unit in
      let product = Number.dot(input, matrix.map { $0[unit] })
      return bias.map { Number.plus(product, $0[unit]) } ?? product
    }
  }

  private func stack(_ layers: [Layer], path: String, first: Int, _ input: [Number]) throws -> [Number] {
    var x = input
    for (index, layer) in layers.enumerated() {
      let name = "\(path).layers.\(first + index)"
      switch layer.kind {
      case .dense(_, let useBias, _): x = try linear(x, name + ".weight", useBias ? try row(name + ".bias") : nil)
      case .activation(let activation): x = x.map { apply(activation, $0) }
      case .dropout: break
      case .layerNorm: x = normalised(x, scale: try row(name + ".scale"), shift: try row(name + ".shift"))
      case .residual(let inner): x = zip(x, try stack(inner, path: name, first: 0, x)).map { Number.plus($0, $1) }
      }
    }
    return x
  }

  private func apply(_ activation: Activation, _ x: Number) -> Number {
    switch activation {
    case .relu: x.leaky(slope: 0)
    case .leakyReLU(let slope): x.leaky(slope: slope)
    case .tanh: x.hyperbolicTangent
    case .sigmoid: x.logistic
    case .gelu: x.gaussianErrorLinear
    case .silu: Number.times(x, x.logistic)
    case .elu: x.exponentialLinear
    }
  }

  private func normalised(_ x: [Number], scale: [Number], shift: [Number]) -> [Number] {
    let share = 1 / Double(x.count)
    let mean = Number.sum(x).scaled(by: share)
    let centred = x.map { Number.minus($0, mean) }
    let variance = Number.dot(centred, centred).scaled(by: share)
    let factor = Number.plus(variance, Number(1e-5)).inverseSquareRoot
    return x.indices.map { Number.plus(Number.times(Number.times(centred[$0], factor), scale[$0]), shift[$0]) }
  }

  /// Canonical order without repeats: encoder, trunk, fields by their columns, variables.
  private func inOrder(_ sources: [Source]) -> [Source] {
    func place(_ source: Source) -> (Int, Int, Int, Int) {
      switch source {
      case .encoder: (0, 0, 0, 0)
      case .trunk: (1, 0, 0, 0)
      case .field(let field, let columns): (2, field, columns.lowerBound, columns.upperBound)
      case .variable(let variable): (3, variable.index, 0, 0)
      }
    }
    return Set(sources).sorted { place($0) < place($1) }
  }

  private func groupName(_ source: Source) -> String {
    switch source {
    case .encoder: "encoder"
    case .trunk: "trunk"
    case .field(let field, _): "field." + model.fields[field].name
    case .variable(let variable): model.blocks[model.variables[variable.index].block].name
    }
  }
}
