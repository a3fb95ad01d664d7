import TensorOps

extension Graph {
  /// Reverse-mode gradients of a scalar: adds nodes and returns the gradient of each of `targets` (nil where `loss` does
  /// not depend on it). Applies to its own output.
  package mutating func differentiate(_ loss: ValueID, withRespectTo targets: [ValueID]) -> [ValueID?] {
    let isActive = dependents(of: targets, upTo: loss)
    var adjoints: [ValueID: [Adjoint]] = [loss: [.whole(scalar(1))]]
    var gradients: [ValueID: ValueID] = [:]
    for index in stride(from: loss.index, through: 0, by: -1) where isActive[index] {
      let value = ValueID(index)
      guard let parts = adjoints[value] else { continue }
      let node = self[value]
      origin = node.origin
      label = node.label.hasSuffix(" gradient") || node.label.isEmpty ? node.label : node.label + " gradient"
      let dy = accumulate(parts, shape: node.shape)
      gradients[value] = dy
      let rules = node.operation.gradient(of: node, value: value, dy: dy, in: &self)
      for (input, adjoint) in zip(node.inputs, rules) where isActive[input.index] {
        if let adjoint { adjoints[input, default: []].append(adjoint) }
      }
    }
    return targets.map { gradients[$0] }
  }

  /// Whether each node up to `end` depends on one of `sources` (sources themselves included).
  package func dependents(of sources: [ValueID], upTo end: ValueID) -> [Bool] {
    var depends = Array(repeating: false, count: nodes.count)
    for source in sources { depends[source.index] = true }
    for index in 0...end.index where !depends[index] {
      depends[index] = nodes[index].inputs.contains { depends[$0.index] }
    }
    return depends
  }

  /// The sum of adjoints. Slices of one side that do not overlap are joined instead of padded and added, so that a
  /// value cut into K pieces costs its own size and not K times.
  private mutating func accumulate(_ adjoints: [Adjoint], shape: Shape) -> ValueID {
    var wholes: [ValueID] = []
    for side in [Side.rows, .columns] {
      var parts: [(start: Int, end: Int, value: ValueID)] = []
      for case .part(let value, side, let start) in adjoints {
        let size = side == .rows ? self[value].shape.rowCount : self[value].shape.columnCount
        parts.append((start, start + size, value))
      }
      parts.sort { ($0.start, $0.end, $0.value) < ($1.start, $1.end, $1.value) }
      while !parts.isEmpty {
        var layer: [(start: Int, end: Int, value: ValueID)] = []
        var rest: [(start: Int, end: Int, value: ValueID)] = []
        for part in parts {
          if part.start >= layer.last?.end ?? 0 { layer.append(part) } else { rest.append(part) }
        }
        wholes.append(add(Join(side: side, starts: layer.map(\.start)), layer.map(\.value), shape))
        parts = rest
      }
    }
    for case .whole(let value) in adjoints { wholes.append(value) }
    var sum = total(wholes)
    if self[sum].shape != shape { sum = arrange(sum, shape) }
    return sum
  }
}
