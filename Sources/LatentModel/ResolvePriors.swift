import Diagnostics
import ModelSpec

extension Resolver {
  /// p of every block.
  mutating func resolvePriors() {
    guard priorDependencies.count == variables.count, !variables.isEmpty else { return }
    for (index, section) in spec.latents.enumerated() {
      let own = blocks[index].variables
      switch section.prior.distribution.value {
      case .learned:
        let span = section.prior.span == .none ? section.span : section.prior.span
        let (network, groups) = network(
          path: "latents.\(section.name.value).prior", span: span, part: .prior, layers: section.prior.layers,
          sources: own.map { sources(priorDependencies[$0], ofBlock: index) }, logits: own.map { variables[$0].logits })
        priors.append(.learned(network: network, groups: groups.map { own[shifting: $0] }))
      case .uniform:
        checkRoot(section, own)
        priors.append(.uniform)
      case .fixed(let probabilities):
        checkRoot(section, own)
        findings += FixedPrior.findings(
          probabilities, variables: variables[own], at: section.prior.distribution.span)
        priors.append(.fixed(own.map { _ in probabilities }))
      }
    }
  }

  private mutating func checkRoot(_ section: BlockSection, _ own: Range<Int>) {
    if let first = priorDependencies[own].first(where: { !$0.isEmpty })?.first {
      findings.append(PriorWithDependencies.finding(section, dependency: first.span))
    }
    if let layer = section.prior.layers.first {
      findings.append(PriorWithDependencies.layers(section, at: layer.span))
    }
  }
}
