import Diagnostics
import ModelSpec

extension Resolver {
  /// q of every block, or p(z | x) itself.
  mutating func resolvePosterior() {
    if spec.encoder.isExact {
      posterior = .exact
      return
    }
    guard posteriorDependencies.count == variables.count, !variables.isEmpty else { return }
    var result: [PosteriorBlock] = []
    for (index, section) in spec.latents.enumerated() {
      let own = blocks[index].variables
      guard let seen = inputs(section, count: own.count) else { continue }
      let span = section.posterior.span == .none ? section.span : section.posterior.span
      let (network, groups) = network(
        path: "latents.\(section.name.value).posterior", span: span, part: .encoder, layers: section.posterior.layers,
        sources: own.map { seen[$0 - own.lowerBound] + sources(posteriorDependencies[$0], ofBlock: index) },
        logits: own.map { variables[$0].logits })
      result.append(PosteriorBlock(network: network, groups: groups.map { own[shifting: $0] }))
    }
    posterior = .networks(result)
    encoder.isUsed = result.contains { $0.network.outputs.contains { $0.sources.contains(.encoder) } }
  }

  /// What q of each variable sees of x: the encoder, then fields in order. nil when a reference is wrong (reported).
  private mutating func inputs(_ section: BlockSection, count: Int) -> [[Source]]? {
    guard let references = section.posterior.inputs?.value else { return Array(repeating: [.encoder], count: count) }
    let before = findings.count
    var result = Array(repeating: [(source: Source, span: Span)](), count: count)
    for reference in references {
      guard let parts = input(reference, section.name.value, count: count) else { continue }
      for (unit, part) in parts.enumerated() { result[unit].append((part, reference.span)) }
    }
    guard findings.count == before else { return nil }
    for unit in result.indices {
      result[unit].sort { Self.rank($0.source) < Self.rank($1.source) }
      for (first, second) in zip(result[unit], result[unit].dropFirst()) where overlap(first.source, second.source) {
        findings.append(DoubledParent.input(second.span, first.span, of: section.name.value))
        return nil
      }
    }
    return result.map { $0.map(\.source) }
  }

  /// What one entry of `inputs` gives each variable of the block.
  private mutating func input(_ reference: Reference, _ block: String, count: Int) -> [Source]? {
    if reference.name == "encoder", reference.part == .whole { return Array(repeating: .encoder, count: count) }
    guard let field = fieldIndex(reference.name) else {
      findings.append(inputFinding(reference.name, at: reference.span))
      return nil
    }
    let columns = fields[field].columns.count
    switch reference.part {
    case .whole: return Array(repeating: .field(field, columns: 0..<columns), count: count)
    case .variable(let index):
      guard index >= 0, index < columns else {
        findings.append(IndexOutOfRange.finding(reference, "columns", columns))
        return nil
      }
      return Array(repeating: .field(field, columns: index..<index + 1), count: count)
    case .each:
      guard let shares = Deal.shares(of: columns, among: count) else {
        let taker = Taker(name: block, unit: "variable", count: count)
        findings.append(UnevenShare.finding(reference, parts: columns, "column", taker))
        return nil
      }
      return shares.map { .field(field, columns: $0) }
    }
  }

  /// Why a name is no input.
  func inputFinding(_ name: String, at span: Span) -> Diagnostic {
    if labels.contains(name) { return LabelAsInput.finding(name, at: span) }
    if blocks.contains(where: { $0.name == name }) { return BlockAsInput.finding(name, at: span) }
    return UnknownName.finding(name, "field", known: fields.map(\.name), at: span)
  }

  private static func rank(_ source: Source) -> (Int, Int) {
    if case .field(let field, let columns) = source { return (field, columns.lowerBound) }
    return (-1, 0)
  }

  private func overlap(_ first: Source, _ second: Source) -> Bool {
    switch (first, second) {
    case (.encoder, .encoder): true
    case (.field(let a, let left), .field(let b, let right)): a == b && left.overlaps(right)
    default: false
    }
  }
}
