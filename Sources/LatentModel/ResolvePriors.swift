import Diagnostics
import ModelSpec

extension Resolver {
  /// p of every block. That a uniform or fixed prior depends on nothing was checked when the spec was read.
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
      case .uniform: priors.append(.uniform)
      case .fixed(let probabilities): priors.append(.fixed(own.map { _ in probabilities }))
      }
    }
  }
}
