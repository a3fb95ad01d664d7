import Diagnostics
import ModelSpec

extension Model {
  /// The terms a row up to which `auto` sums a posterior out.
  static let automaticTerms = 4096.0
  /// Draws a row of `auto` when it samples and no other block says.
  static let automaticSamples = 4

  /// Sets each block's estimator. `auto` is decided once for all blocks that say auto.
  mutating func decideGradients(_ spec: Spec) {
    if case .exact = posterior {
      for index in blocks.indices { blocks[index].gradient = BlockGradient(estimator: .exact, span: encoder.span) }
      return
    }
    var automatic: Set<Int> = []
    for (index, section) in spec.latents.enumerated() {
      let gradient = section.gradient ?? spec.objective.gradient
      let span = gradient.span == .none ? blocks[index].span : gradient.span
      switch gradient.value {
      case .auto: automatic.insert(index)
      case .exact: blocks[index].gradient = BlockGradient(estimator: .exact, span: span)
      case .reinforce(let samples, let baseline):
        blocks[index].gradient = BlockGradient(estimator: .reinforce(samples: samples, baseline: baseline), span: span)
      case .rloo(let samples):
        blocks[index].gradient = BlockGradient(estimator: .rloo(samples: samples), span: span)
      case .gumbelSoftmax(let temperature, let hard):
        blocks[index].gradient = BlockGradient(
          estimator: .gumbelSoftmax(temperature: temperature, hard: hard), span: span)
      }
      if automatic.contains(index) { blocks[index].gradient.span = span }
    }
    guard !automatic.isEmpty else { return }
    let (estimator, reason) = automaticEstimator(automatic)
    for index in automatic {
      blocks[index].gradient.estimator = estimator
      blocks[index].gradient.reason = reason
    }
  }

  private func automaticEstimator(_ automatic: Set<Int>) -> (Estimator, reason: String) {
    let others = Set(blocks.indices).subtracting(automatic)
    let written = others.filter { blocks[$0].gradient.estimator == .exact }
    let sampled = others.subtracting(written)
    let rloo = Estimator.rloo(samples: agreedSamples(sampled))
    if let (later, earlier) = firstDependency(of: sampled, on: automatic) {
      return (rloo, "`\(later)` is sampled and depends on `\(earlier)` in q")
    }
    let alone = written.isEmpty ? 0 : eliminationForObjective(summing: written).terms
    let budget = min(Self.automaticTerms, limits.enumeration.value)
    let joint = eliminationForObjective(summing: automatic.union(written), budget: budget + alone)
    let limit = ExactCost.word(budget)
    let isCheap = !joint.isLowerBound && joint.terms - alone <= budget
    return isCheap
      ? (.exact, "summing costs \(ExactCost.word(joint.terms - alone)) terms a row, at most \(limit)")
      : (rloo, "summing costs \(joint.wording) terms a row, over \(limit)")
  }

  /// Draws that the sampled blocks agree on, where rloo can use as many.
  private func agreedSamples(_ sampled: Set<Int>) -> Int {
    let written = Set(
      sampled.filter { !blocks[$0].gradient.estimator.isRelaxed }.map { blocks[$0].gradient.estimator.samples })
    guard written.count == 1, let samples = written.first, samples >= 2 else { return Self.automaticSamples }
    return samples
  }

  /// The first variable of blocks `later` that depends in q on one of blocks `earlier`.
  func firstDependency(of later: Set<Int>, on earlier: Set<Int>) -> (later: String, earlier: String)? {
    let dependencies = posteriorDependencies()
    for (variable, list) in zip(variables, dependencies) where later.contains(variable.block) {
      if let found = list.first(where: { earlier.contains(variables[$0.index].block) }) {
        return (variable.name, variables[found.index].name)
      }
    }
    return nil
  }
}
