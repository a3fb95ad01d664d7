import Diagnostics
import ModelSpec

extension Resolver {
  /// A network over units (variables of a block, columns of a field) and which units each of its outputs serves:
  /// consecutive units that see the same sources share an output.
  ///
  /// - Parameters:
  ///   - sources: what each unit sees, in the order of its factor.
  ///   - logits: logits of each unit.
  ///   - bias: starting bias of each unit's logits; nil is zeros.
  mutating func network(
    path: String, span: Span, part: ParameterPart, layers sections: [LayerSection], sources: [[Source]],
    logits: [Int], bias: [[Double]]? = nil
  ) -> (network: Network, groups: [Range<Int>]) {
    var groups: [Range<Int>] = []
    for unit in sources.indices {
      if let last = groups.last, sources[last.lowerBound] == sources[unit] {
        groups[groups.count - 1] = last.lowerBound..<unit + 1
      } else {
        groups.append(unit..<unit + 1)
      }
    }
    let widest = groups.map { sources[$0.lowerBound].reduce(0) { $0 + columns(of: $1) } }.max() ?? 0
    let layers = resolveLayers(sections, columns: widest, path: path).layers
    if groups.count > 1, let first = layers.first {
      if case .dense = first.kind {} else { findings.append(FirstLayerNotDense.finding(path, at: first.span)) }
    }
    let outputs = groups.map { group in
      Network.Output(
        name: groups.count == 1 ? "" : Self.name(of: group), sources: sources[group.lowerBound],
        width: logits[group].reduce(0, +), bias: bias.map { Array($0[group].joined()) })
    }
    return (Network(path: path, span: span, part: part, layers: layers, outputs: outputs), groups)
  }

  private static func name(of group: Range<Int>) -> String {
    group.count == 1 ? "\(group.lowerBound)" : "\(group.lowerBound)-\(group.upperBound - 1)"
  }

  /// A factor's variables: those outside its block in variable order, then those of the block.
  func sources(_ dependencies: [Dependency], ofBlock block: Int) -> [Source] {
    let own = blocks[block].variables
    let outside = dependencies.filter { !own.contains($0.variable.index) }
    let inside = dependencies.filter { own.contains($0.variable.index) }
    return (outside + inside).map { .variable($0.variable) }
  }
}

extension Range<Int> {
  /// `places`, counted from the start of this range.
  subscript(shifting places: Range<Int>) -> Range<Int> {
    lowerBound + places.lowerBound..<lowerBound + places.upperBound
  }
}
