import Diagnostics
import ModelSpec

extension Resolver {
  /// Which variables each variable depends on, in p and in q, and an order of either side.
  mutating func resolveDependencies() {
    let isExact = spec.encoder.isExact
    for (index, section) in spec.latents.enumerated() {
      let shared = side(index, section.parents.value, section.within)
      let p =
        isOwn(section.prior.parents, section.prior.within)
        ? side(
          index, (section.prior.parents ?? section.parents).value, section.prior.within ?? section.within,
          isRepeat: section.prior.parents == nil) : shared
      let q =
        isOwn(section.posterior.parents, section.posterior.within)
        ? side(
          index, (section.posterior.parents ?? section.parents).value, section.posterior.within ?? section.within,
          isRepeat: section.posterior.parents == nil) : shared
      let nothing = Array(repeating: [Dependency](), count: blocks[index].variables.count)
      priorDependencies += p ?? nothing
      posteriorDependencies += isExact ? nothing : q ?? nothing
      if p == nil || q == nil { areDependenciesSound = false }
    }
    guard areDependenciesSound else { return }
    let edges = (priorDependencies + posteriorDependencies).reduce(0) { $0 + $1.count }
    if edges > SizeLimits.dependencies {
      findings.append(SizeLimits.tooManyDependencies("the latents", at: spec.latents.first?.span ?? spec.span))
      areDependenciesSound = false
      return
    }
    orderBothSides(isExact: isExact)
  }

  private func isOwn(_ parents: Spanned<[Reference]>?, _ within: Spanned<Within>?) -> Bool {
    parents != nil || within != nil
  }

  /// Dependencies of a block's variables on one side: outside the block, then inside it. `isRepeat`: the same
  /// references were read before, so their findings are there already.
  private mutating func side(
    _ block: Int, _ parents: [Reference], _ within: Spanned<Within>, isRepeat: Bool = false
  ) -> [[Dependency]]? {
    let own = blocks[block].variables
    let before = findings
    let taker = Taker(name: blocks[block].name, unit: "variable", count: own.count, block: block)
    let outside = dependencies(parents, of: taker)
    if isRepeat { findings = before }
    guard var result = outside else { return nil }
    let edges = (result.first?.count ?? 0) + (within.value == .autoregressive ? own.count / 2 : 1)
    if SizeLimits.isOver(dependencies: own.count, edges) {
      findings.append(SizeLimits.tooManyDependencies(blocks[block].name, at: blocks[block].span))
      return nil
    }
    for place in own.indices {
      let inside: Range<Int>
      switch within.value {
      case .independent: continue
      case .autoregressive: inside = own.lowerBound..<place
      case .markov: inside = max(own.lowerBound, place - 1)..<place
      }
      result[place - own.lowerBound] += inside.map { Dependency(variable: VariableID($0), span: within.span) }
    }
    return result
  }

  private mutating func orderBothSides(isExact: Bool) {
    let p = TopologicalOrder(priorDependencies)
    let q = TopologicalOrder(posteriorDependencies)
    let names = variables.map(\.name)
    findings += CyclicParents.findings(p: p.cycles, q: isExact ? [] : q.cycles, names: names)
    priorOrder = p.order
    posteriorOrder = isExact ? [] : q.order
    if !p.cycles.isEmpty || !q.cycles.isEmpty { areDependenciesSound = false }
  }
}
