import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph

/// A model for programs: factorisation, estimators with their reasons, parameters, cost of exact sums.
struct ModelSummary {
  let model: Model
  let parameters: ParameterTable

  var json: JSONValue {
    let likelihood = model.eliminationForLikelihood()
    return [
      "p": .string(model.priorFormula()), "q": .string(model.posteriorFormula()), "blocks": .array(blocks),
      "parameters": .integer(parameters.parameterCount), "parameters_by_part": .object(parts),
      "objective_terms": objectiveTerms, "draws": .integer(model.blocks.map(\.gradient.estimator.samples).max() ?? 0),
      "log_likelihood_terms": terms(likelihood), "log_likelihood_is_exact": .boolean(model.logLikelihoodIsAffordable),
    ]
  }

  private var blocks: [JSONValue] {
    let isExact = if case .exact = model.posterior { true } else { false }
    return model.blocks.map { block in
      [
        "name": .string(block.name),
        "categories": .array(model.variables[block.variables].map { .integer($0.categories) }),
        "gradient": .string(isExact ? "exact" : name(block.gradient.estimator)),
        "samples": .integer(block.gradient.estimator.samples),
        "reason": block.gradient.reason.map(JSONValue.string) ?? .null,
      ]
    }
  }

  private func name(_ estimator: Estimator) -> String {
    switch estimator {
    case .exact: "exact"
    case .reinforce: "reinforce"
    case .rloo: "rloo"
    case .gumbelSoftmax: "gumbel_softmax"
    }
  }

  private var parts: [JSONValue.Member] {
    ParameterPart.allCases.map { part in
      .init(part.rawValue, .integer(parameters.parameters.reduce(0) { $0 + ($1.part == part ? $1.count : 0) }))
    }
  }

  /// Table entries a row that training sums; null when it sums nothing.
  private var objectiveTerms: JSONValue {
    if case .exact = model.posterior { return terms(model.eliminationForLikelihood()) }
    guard model.blocks.contains(where: { $0.gradient.estimator == .exact }) else { return .null }
    return terms(model.eliminationForObjective())
  }

  private func terms(_ cost: ExactCost) -> JSONValue { .finite(cost.terms) }
}
