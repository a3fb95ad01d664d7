import Diagnostics
import LatentModel
import ModelSpec
import TensorOps

extension Programs {
  /// One training step's gradient: adds nothing and updates nothing. Results: `elbo` (absent where a block is
  /// relaxed), `reconstruction`, `kl`, `objective` (batch means, nats a row), `gradient.<parameter>` of -objective, and `signal.<block>` (mean of f) of
  /// blocks whose baseline is an average.
  /// Rewrites in `without` are switched off. Throws `Refusal` when that means to enumerate more configurations than
  /// `limits.enumeration` allows.
  package static func gradient(
    _ model: Model, _ parameters: ParameterTable, batchSize: Int, without: Set<Rewrite> = []
  ) throws -> Graph {
    let exactBlocks = model.blocks.filter { $0.gradient.estimator == .exact }
    let isExact = if case .exact = model.posterior { true } else { false }
    let summed = isExact ? allVariables(model) : exactBlocks.flatMap { $0.variables.map { VariableID($0) } }
    if without.contains(.eliminateVariables), let finding = model.refusalToEnumerate(summed) {
      throw Refusal([finding])
    }
    let samples = isExact ? 1 : max(1, model.blocks.map(\.gradient.estimator.samples).max() ?? 1)
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: summed, drawSide: .posterior,
      samples: samples, isTraining: true, without: without)
    let loss: ValueID
    if isExact {
      let tables = lowering.reconstructionTerms().map(\.table) + lowering.priorTables()
      let evidence = lowering.mean(lowering.eliminate(summed, from: tables))
      lowering.graph.output("elbo", evidence)
      lowering.graph.output("objective", evidence)
      loss = lowering.graph.negate(evidence)
    } else {
      loss = lowering.surrogateLoss()
    }
    lowering.outputGradients(of: loss)
    return try finish(lowering)
  }
}

extension Lowering {
  /// Names `gradient.<parameter>` of every parameter the loss depends on.
  func outputGradients(of loss: ValueID) {
    var keys: [(String, ValueID)] = []
    for (index, node) in graph.nodes.enumerated() {
      if let parameter = node.operation as? Parameter { keys.append((parameter.key, ValueID(index))) }
    }
    let gradients = graph.differentiate(loss, withRespectTo: keys.map(\.1))
    for ((key, _), gradient) in zip(keys, gradients) {
      if let gradient { graph.output("gradient.\(key)", gradient) }
    }
  }

  /// Minus the surrogate objective, whose gradient is the estimator: terms differentiated directly, plus for each drawn
  /// block the centred signal times log q at its draws.
  func surrogateLoss() -> ValueID {
    let factors = posteriorTables()
    let reconstruction = reconstructionTerms()
    let kl = klTerms()
    let weighted = weightedKL(kl, factors)
    let (likelihoods, penalties) = (reconstruction.map(\.table), weighted.map { graph.negate($0) })
    let parts = expectedParts(of: likelihoods + penalties, under: factors)
    outputMeans(reconstruction, kl, factors)
    var objective = graph.total(parts.map { mean($0.value) })
    graph.output("objective", objective)
    for (index, block) in model.blocks.enumerated() {
      let estimator = block.gradient.estimator
      if estimator == .exact || estimator.isRelaxed { continue }
      let signal = parts.filter { $0.blocks.contains(index) }.map(\.value)
      guard !signal.isEmpty else { continue }
      objective = graph.add(objective, scoreFunctionTerm(block, signal: sumOfTables(signal)))
    }
    return graph.negate(objective)
  }

  /// Batch means with weight 1.
  private func outputMeans(_ reconstruction: [Term], _ kl: [Term], _ factors: [VariableID: ValueID]) {
    let fit = mean(expectation(of: reconstruction.map(\.table), under: factors))
    let cost = mean(expectation(of: kl.map(\.table), under: factors))
    graph.output("reconstruction", fit)
    graph.output("kl", cost)
    if !model.blocks.contains(where: { $0.gradient.estimator.isRelaxed }) {
      graph.output("elbo", graph.subtract(fit, cost))
    }
  }

  /// KL tables times `kl_weight`, without the variables whose batch-mean KL is under `free_bits`.
  private func weightedKL(_ terms: [Term], _ factors: [VariableID: ValueID]) -> [ValueID] {
    let weight = Float(model.objective.klWeight)
    let floor = Float(model.objective.freeBits)
    let tables = terms.map(\.table)
    if floor <= 0 { return weight == 1 ? tables : tables.map { graph.multiply($0, weight) } }
    let pieces = terms.flatMap { columnTables($0) }
    let means = expectations(of: pieces, under: factors).map { mean($0) }
    return zip(pieces, means).map { piece, mean in
      let isAbove = graph.apply(.greater, [mean, graph.scalar(floor)])
      return graph.multiply(piece, graph.stopGradient(graph.multiply(isAbove, weight)))
    }
  }

  /// One table a variable.
  func columnTables(_ term: Term) -> [ValueID] {
    guard let columns = term.perVariable else { return [term.table] }
    return (0..<graph[columns].shape.columnCount).map { table(graph.sliceColumns(columns, from: $0, as: [])) }
  }

  /// A part of the objective and the drawn blocks whose draws it depends on.
  struct ObjectivePart {
    var value: ValueID
    var blocks: Set<Int>
  }

  /// E over summed variables of `tables`, those that depend on the same blocks' draws together.
  private func expectedParts(of tables: [ValueID], under factors: [VariableID: ValueID]) -> [ObjectivePart] {
    var groups: [(blocks: Set<Int>, tables: [ValueID])] = []
    let reaching = blocksReachingNodes()
    for table in tables {
      let needed = relevant(factors, [table]).compactMap { factors[$0] } + [table]
      let blocks = needed.reduce(into: Set<Int>()) { $0.formUnion(reaching[$1.index]) }
      if let place = groups.firstIndex(where: { $0.blocks == blocks }) {
        groups[place].tables.append(table)
      } else {
        groups.append((blocks, [table]))
      }
    }
    return groups.map { ObjectivePart(value: expectation(of: $0.tables, under: factors), blocks: $0.blocks) }
  }

  /// Of every node, the blocks whose draws it depends on: reachability in the graph, through the draws of descendants.
  private func blocksReachingNodes() -> [Set<Int>] {
    var blocks: [Set<Int>] = Array(repeating: [], count: graph.nodes.count)
    for variables in drawOrder {
      guard let first = variables.first, let value = joinedDraws[variables] else { continue }
      blocks[value.index].insert(model.variables[first.index].block)
    }
    for index in graph.nodes.indices {
      for input in graph.nodes[index].inputs {
        let inherited = blocks[input.index]
        if blocks[index].isEmpty { blocks[index] = inherited } else { blocks[index].formUnion(inherited) }
      }
    }
    return blocks
  }
}
