/// What summing latent variables out by elimination costs a row.
package struct ExactCost: Sendable {
  /// Table entries a row.
  package var terms: Double
  /// Whether `terms` only says "at least": the budget was passed before the end.
  package var isLowerBound: Bool
  /// Without steps when one factor alone is over the budget.
  package var order: EliminationOrder
  /// The factor whose table is the largest: what to change when the cost is too high.
  package var widest: FactorScope?
}

/// Variables that one factor or term holds together.
package struct FactorScope: Sendable {
  /// As a message names it: "the likelihood of `pixels`".
  package var name: String
  package var variables: [VariableID]
}

extension Model {
  /// Summing the variables of `blocks` (default: those whose estimator is exact) out of the bound, within each draw of
  /// the others: factors of q, KL terms and likelihoods, restricted to those variables.
  ///
  /// - Parameter budget: table entries past which the answer is a lower bound.
  package func eliminationForObjective(summing blocks: Set<Int>? = nil, budget: Double? = nil) -> ExactCost {
    let summed = blocks ?? Set(self.blocks.indices.filter { self.blocks[$0].gradient.estimator == .exact })
    let (p, q) = (priorDependencies(), posteriorDependencies())
    let factors = variables.indices.map { index in
      let own = VariableID(index)
      return FactorScope(
        name: "the KL of `\(variables[index].name)`", variables: Array(Set(p[index] + q[index] + [own])))
    }
    return cost(of: summed, factors: likelihoodScopes() + factors, budget: budget)
  }

  /// Summing every variable out of p(x, z): log p(x), and everything about `encoder: exact`.
  package func eliminationForLikelihood(budget: Double? = nil) -> ExactCost {
    let p = priorDependencies()
    let factors = variables.indices.map { index in
      FactorScope(name: "the prior of `\(variables[index].name)`", variables: p[index] + [VariableID(index)])
    }
    return cost(of: Set(blocks.indices), factors: likelihoodScopes() + factors, budget: budget)
  }

  /// Whether log p(x) is inside `limits.enumeration`: what `evaluation.exact: auto` asks.
  package var logLikelihoodIsAffordable: Bool { isInsideBudget(eliminationForLikelihood()) }

  func isInsideBudget(_ cost: ExactCost) -> Bool { cost.terms <= limits.enumeration.value }

  private func likelihoodScopes() -> [FactorScope] {
    fields.indices.flatMap { field in
      likelihoodDependencies(ofField: field).map {
        FactorScope(name: "the likelihood of `\(fields[field].name)`", variables: $0)
      }
    }
  }

  private func cost(of summed: Set<Int>, factors: [FactorScope], budget: Double?) -> ExactCost {
    let budget = budget ?? limits.enumeration.value
    let eliminated = variables.indices.filter { summed.contains(variables[$0].block) }.map { VariableID($0) }
    let scopes = factors.map { factor in
      FactorScope(
        name: factor.name, variables: factor.variables.filter { summed.contains(variables[$0.index].block) }.sorted())
    }
    let entries = scopes.map { $0.variables.reduce(1.0) { $0 * Double(variables[$1.index].categories) } }
    let largest = entries.indices.max { entries[$0] < entries[$1] }
    let widest = largest.map { scopes[$0] }
    if let largest, entries[largest] > budget {
      let none = EliminationOrder(eliminating: [], scopes: [], categories: { _ in 1 }, name: { _ in "" })
      return ExactCost(terms: entries[largest], isLowerBound: true, order: none, widest: widest)
    }
    let order = EliminationOrder(
      eliminating: eliminated, scopes: scopes.map(\.variables), categories: { variables[$0.index].categories },
      name: { variables[$0.index].name }, stopAbove: budget)
    return ExactCost(terms: order.cost, isLowerBound: !order.isComplete, order: order, widest: widest)
  }
}

extension ExactCost {
  /// `12`, `at least 1073741824`, `at least 10^36`.
  var wording: String { (isLowerBound ? "at least " : "") + Self.word(terms) }

  /// A count in digits while it is exact, else its power of ten.
  static func word(_ count: Double) -> String {
    if count < 9e15 { return String(Int(count)) }
    var (power, rest) = (0, count)
    while rest >= 10, rest.isFinite {
      rest /= 10
      power += 1
    }
    return rest.isFinite ? "10^\(power)" : "10^308"
  }
}
