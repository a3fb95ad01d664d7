import DeterministicMath
import LatentModel
import TensorOps

extension Programs {
  /// Figures of each row: `elbo`, `reconstruction.<field>`, `kl.<block>` [batch | variables] (only `kl` for
  /// `encoder: exact`), `marginal.<variable>` [batch | categories] of q(z_k | x), all averaged over `samples` draws.
  package static func elbo(_ model: Model, _ parameters: ParameterTable, batchSize: Int, samples: Int) throws -> Graph {
    guard case .networks = model.posterior else { return try exactElbo(model, parameters, batchSize) }
    let summed = model.blocks.filter { $0.gradient.estimator == .exact }.flatMap { $0.variables.map { VariableID($0) } }
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: summed, drawSide: .posterior,
      samples: summed.count == model.variables.count ? 1 : samples, isTraining: false)
    lowering.outputElbo()
    return try finish(lowering)
  }

  private static func exactElbo(_ model: Model, _ parameters: ParameterTable, _ batchSize: Int) throws -> Graph {
    let lowering = exactLowering(model, parameters, batchSize)
    let fits = lowering.reconstructionTerms()
    let tables = (fits.map(\.table) + lowering.priorTables()).map { lowering.spreadOverRows($0) }
    let zeros = model.variables.indices.map {
      lowering.evidence(lowering.valueAxes[VariableID($0)] ?? lowering.graph.batch)
    }
    let logLikelihood = lowering.eliminate(allVariables(model), from: tables + zeros)
    let sum = lowering.graph.sum(logLikelihood, to: .scalar)
    let gradients = lowering.graph.differentiate(sum, withRespectTo: tables + zeros)
    lowering.graph.output("elbo", logLikelihood)
    var parts: [ValueID] = []
    for (field, name) in model.fields.map(\.name).enumerated() {
      let values = fits.indices.compactMap { index -> ValueID? in
        guard case .reconstruction(field) = fits[index].kind, let marginal = gradients[index] else { return nil }
        let product = lowering.combineTables(.multiplyOrZero, marginal, tables[index])
        return lowering.graph.reduce(.sum, product, over: Set(lowering.graph[product].shape.columns))
      }
      guard !values.isEmpty else { continue }
      let value = lowering.perRow(lowering.sumOfTables(values))
      parts.append(value)
      lowering.graph.output("reconstruction.\(name)", value)
    }
    lowering.graph.output("kl", lowering.graph.subtract(lowering.sumOfTables(parts), logLikelihood))
    for (index, variable) in model.variables.enumerated() {
      if let marginal = gradients[tables.count + index] { lowering.graph.output("marginal.\(variable.name)", marginal) }
    }
    return try finish(lowering)
  }

  /// `log_likelihood`: log p(x) of each row, by elimination.
  package static func logLikelihood(_ model: Model, _ parameters: ParameterTable, batchSize: Int) throws -> Graph {
    let lowering = exactLowering(model, parameters, batchSize)
    let tables = lowering.reconstructionTerms().map(\.table) + lowering.priorTables()
    lowering.graph.output("log_likelihood", lowering.perRow(lowering.eliminate(allVariables(model), from: tables)))
    return try finish(lowering)
  }

  static func exactLowering(_ model: Model, _ parameters: ParameterTable, _ batchSize: Int) -> Lowering {
    Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: allVariables(model),
      drawSide: .posterior, samples: 1, isTraining: false)
  }

  /// `importance_bound`: log 1/S sum_s p(x, z_s) / q(z_s | x) of each row (Burda et al. 2016, equation 8).
  package static func importanceBound(
    _ model: Model, _ parameters: ParameterTable, batchSize: Int, samples: Int
  ) throws -> Graph {
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: [], drawSide: .posterior,
      samples: samples, isTraining: false)
    lowering.outputImportanceBound(samples: samples)
    return try finish(lowering)
  }
}

extension Lowering {
  fileprivate func outputElbo() {
    let factors = posteriorTables()
    let fits = reconstructionTerms()
    let kl = klTerms()
    let zeros = valueAxes.sorted { $0.key < $1.key }.map { evidence($0.value) }
    let costs = kl.flatMap { columnTables($0) }
    let tables = (fits.map(\.table) + costs).map { spreadOverRows($0) } + zeros
    let marginals = marginals(over: tables, under: factors)
    let values = zip(marginals, tables).map { marginal, table -> ValueID in
      let product = combineTables(.multiply, marginal, table)
      return meanOverDraws(graph.reduce(.sum, product, over: Set(graph[product].shape.columns)))
    }
    outputParts(fits, kl, values)
    for (place, variable) in valueAxes.keys.sorted().enumerated() {
      let marginal = marginals[fits.count + costs.count + place]
      graph.output("marginal.\(model.variables[variable.index].name)", meanOverDraws(marginal))
    }
    for variables in drawOrder { outputMarginals(ofDrawn: variables) }
  }

  private func outputParts(_ fits: [Term], _ kl: [Term], _ values: [ValueID]) {
    for (field, name) in model.fields.map(\.name).enumerated() {
      let own = fits.indices.filter { if case .reconstruction(field) = fits[$0].kind { true } else { false } }
      if !own.isEmpty { graph.output("reconstruction.\(name)", sumOfTables(own.map { values[$0] })) }
    }
    let costs = Array(values[fits.count..<(values.count - valueAxes.count)])
    graph.output("elbo", graph.subtract(sumOfTables(Array(values[..<fits.count])), sumOfTables(costs)))
    var place = 0
    var columns: [Int: [ValueID]] = [:]
    for term in kl {
      guard case .kl(let variables) = term.kind else { continue }
      for variable in variables {
        columns[model.variables[variable].block, default: []].append(perRow(costs[place]))
        place += 1
      }
    }
    for (index, block) in model.blocks.enumerated() {
      guard let parts = columns[index] else { continue }
      graph.output("kl.\(block.name)", graph.joinColumns(parts, as: [columnAxis("kl.\(block.name)", parts.count)]))
    }
  }

  /// q(z_k | x) of drawn variables: their factors averaged over the draws of what they depend on.
  func outputMarginals(ofDrawn variables: [VariableID]) {
    guard let first = variables.first, let run = run(.posterior, first) else { return }
    let (axis, category) = (variableAxis(run.variables), categoryAxis(run.variables))
    let probabilities = graph.apply(.exp, [logProbabilities(run, from: 0, axis, category)])
    let mean = meanOverDraws(probabilities)
    for (place, variable) in variables.enumerated() {
      let column = columnAxis("marginal.\(variable.index)", run.categories)
      let value = graph.sliceColumns(mean, from: place * run.categories, as: [column])
      graph.output("marginal.\(model.variables[variable.index].name)", value)
    }
  }

  fileprivate func outputImportanceBound(samples: Int) {
    var parts = reconstructionTerms().map(\.table)
    for block in model.blocks.indices {
      for run in runs(.posterior, block: block) {
        let p = logProbabilityAtDraw(.prior, run.variables)
        let q = logProbabilityAtDraw(.posterior, run.variables)
        let ratio = graph.subtract(p, q)
        parts.append(table(graph.reduce(.sum, ratio, over: Set(graph[ratio].shape.columns))))
      }
    }
    let spread = graph.arrange(sumOfTables(parts), Shape(rows: drawRows))
    guard let sampleAxis else { return graph.output("importance_bound", spread) }
    let bound = graph.reduce(.logSumExp, spread, over: [sampleAxis])
    graph.output("importance_bound", graph.subtract(bound, graph.scalar(Float(DeterministicMath.log(Double(samples))))))
  }
}
