import LatentModel
import ModelSpec
import TensorOps

extension Lowering {
  /// Output `index` of a network: [rows | width], before any softmax.
  func output(_ network: Network, _ index: Int) -> ValueID {
    let output = network.outputs[index]
    let path = network.path + ".output" + (output.name.isEmpty ? "" : ".\(output.name)")
    if let known = networkOutputs[path] { return known }
    let value = labelled(network.path, network.span) { () -> ValueID in
      let axis = columnAxis(path, output.width)
      let bias = parameter("\(path).bias", columns: [axis])
      if network.layers.isEmpty {
        let seen = SeenColumns(output.sources, model: model, width: sizes.width)
        return sum(of: runs(of: output.sources), seen: seen, prefix: "\(path).weight", axis: axis, bias: bias)
      }
      let seen = SeenColumns(network.outputs.flatMap(\.sources), model: model, width: sizes.width)
      let hidden = hidden(network, output, seen)
      let inner = graph[hidden].shape.columns
      let weight = parameter("\(path).weight", columns: [axis])
      return graph.product(hidden, graph.sliceRows(weight, from: 0, as: inner), bias: bias)
    }
    networkOutputs[path] = value
    return value
  }

  /// The last hidden layer for one output.
  private func hidden(_ network: Network, _ output: Network.Output, _ seen: SeenColumns) -> ValueID {
    guard case .dense(let units, let useBias, _)? = network.layers.first?.kind else {
      return layered(network.layers, path: network.path, seen: seen, parts: runs(of: output.sources))
    }
    let key = "\(network.path).layers.0"
    let axis = columnAxis(key, units)
    let bias = useBias ? parameter("\(key).bias", columns: [axis]) : nil
    let value = preactivation(network, output.sources, seen, axis, bias) ?? zeros(axis)
    return stack(Array(network.layers.dropFirst()), value, path: network.path, from: 1)
  }

  /// The first layer's sum over `sources`. Variables of the network's own block are added one at a time to the sum over
  /// those before them, which is kept: K variables that each see all earlier ones cost K additions, not K^2 / 2.
  private func preactivation(
    _ network: Network, _ sources: [Source], _ seen: SeenColumns, _ axis: Axis, _ bias: ValueID?
  ) -> ValueID? {
    let key = PreactivationKey(path: network.path, sources: sources)
    if let known = preactivations[key] { return known }
    let prefix = "\(network.path).layers.0.weight"
    var value: ValueID?
    if let last = sources.last, isOwn(last, of: network), chooses(.runningSums) {
      let before = preactivation(network, Array(sources.dropLast()), seen, axis, bias)
      let term = sum(of: runs(of: [last]), seen: seen, prefix: prefix, axis: axis, bias: nil)
      value = before.map { graph.add($0, term) } ?? term
    } else if sources.isEmpty {
      value = bias
    } else {
      value = sum(of: runs(of: sources), seen: seen, prefix: prefix, axis: axis, bias: bias)
    }
    preactivations[key] = value
    return value
  }

  private func isOwn(_ source: Source, of network: Network) -> Bool {
    guard case .variable(let variable) = source else { return false }
    let block = model.blocks[model.variables[variable.index].block].name
    return network.path == "latents.\(block).prior" || network.path == "latents.\(block).posterior"
  }

  /// Features times their weights plus bias: [rows | axis].
  private func sum(
    of parts: [(Source, [FeaturePart])], seen: SeenColumns, prefix: String, axis: Axis, bias: ValueID?
  ) -> ValueID {
    var value: ValueID?
    var pending = bias
    for (source, features) in parts {
      guard let place = seen.places[source], features.contains(where: { columnCount($0) > 0 }) else { continue }
      let weight = parameter("\(prefix).\(seen.groups[place.group].name)", columns: [axis])
      let isDense = features.contains { if case .dense = $0 { true } else { false } }
      let term = linear(features, weight: weight, row: place.row, bias: isDense ? pending : nil)
      if isDense { pending = nil }
      if let term { value = value.map { graph.add($0, term) } ?? term }
    }
    if let pending { return value.map { graph.add($0, pending) } ?? pending }
    return value ?? zeros(axis)
  }

  /// What a map without bias gives when it sees nothing.
  private func zeros(_ axis: Axis) -> ValueID {
    graph.add(Constant(values: Array(repeating: 0, count: axis.size)), [], Shape(columns: [axis]))
  }

  /// Layers on parts; a first dense layer takes them as they are, any other sees the joined columns.
  func layered(_ layers: [Layer], path: String, seen: SeenColumns, parts: [(Source, [FeaturePart])]) -> ValueID {
    guard case .dense(let units, let useBias, _)? = layers.first?.kind else {
      let value = materialise(parts.flatMap(\.1), key: "\(path).columns")
      return stack(layers, value, path: path, from: 0)
    }
    let key = "\(path).layers.0"
    let axis = columnAxis(key, units)
    let bias = useBias ? parameter("\(key).bias", columns: [axis]) : nil
    let value = sum(of: parts, seen: seen, prefix: "\(key).weight", axis: axis, bias: bias)
    return stack(Array(layers.dropFirst()), value, path: path, from: 1)
  }
}
