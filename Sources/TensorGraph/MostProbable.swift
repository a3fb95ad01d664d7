import LatentModel
import TensorOps

extension Lowering {
  /// Exact marginals and the joint MAP of q(z | x), or of p(z | x) for `encoder: exact`. Variables with a value axis are
  /// eliminated, all others are independent.
  func outputExactEncoding() {
    let summed = valueAxes.keys.sorted()
    let tables = summed.isEmpty ? [] : encodingTables()
    if !summed.isEmpty { outputMarginals(summed, tables) }
    let pieces = outputIndependent(model.independentInPosterior)
    let joint = mostProbable(summed, tables.map { spreadOverRows($0) })
    let total = sumOfTables(joint.maxima + pieces.map(\.logProbability))
    graph.output("map_log_probability", perRow(total))
    for block in model.blocks {
      let own = pieces.filter { block.variables.contains($0.variables.lowerBound) }
      let columns = block.variables.compactMap { index in
        own.first { $0.variables.lowerBound == index }?.values
          ?? valueAxes[VariableID(index)].flatMap { joint.values[$0] }
      }
      let axis = columnAxis("map.\(block.name)", block.variables.count)
      graph.output("map.\(block.name)", graph.joinColumns(columns, as: [axis]))
    }
  }

  private func encodingTables() -> [ValueID] {
    if case .exact = model.posterior { return reconstructionTerms().map(\.table) + priorTables() }
    return posteriorTables().sorted { $0.key < $1.key }.map(\.value)
  }

  private func outputMarginals(_ variables: [VariableID], _ tables: [ValueID]) {
    let zeros = variables.map { evidence(valueAxes[$0] ?? graph.batch) }
    let total = eliminate(variables, from: tables + zeros)
    let gradients = graph.differentiate(graph.sum(total, to: .scalar), withRespectTo: zeros)
    for (variable, gradient) in zip(variables, gradients) {
      if let gradient { graph.output("marginal.\(model.variables[variable.index].name)", gradient) }
    }
  }

  /// Max-product elimination (Dawid 1992), then each variable's best value given those eliminated after it: the values by
  /// axis, [batch | 1], and tables whose sum is the log-probability.
  private func mostProbable(
    _ variables: [VariableID], _ tables: [ValueID]
  ) -> (values: [Axis: ValueID], maxima: [ValueID]) {
    var tables = tables
    var trace: [(variable: VariableID, axis: Axis, joined: ValueID)] = []
    for variable in eliminationOrder(variables, tables) {
      guard let axis = valueAxes[variable] else { continue }
      let joined = sumOfTables(tables.filter { graph[$0].shape.contains(axis) })
      tables.removeAll { graph[$0].shape.contains(axis) }
      tables.append(graph.reduce(.max, joined, over: [axis]))
      trace.append((variable, axis, joined))
    }
    var chosen: [Axis: ValueID] = [:]
    for step in trace.reversed() {
      var table = step.joined
      for other in graph[step.joined].shape.columns where other != step.axis {
        if let index = chosen[other] { table = condition(table, on: other, at: index) }
      }
      let own = Shape(rows: [graph.batch], columns: [step.axis])
      let column = columnAxis("map.\(step.variable.index)", 1)
      let shape = Shape(rows: [graph.batch], columns: [column])
      chosen[step.axis] = graph.add(ArgMax(segments: [step.axis.size]), [graph.arrange(table, own)], shape)
    }
    return (chosen, tables)
  }

  /// A table at one value of `axis`, a value a row.
  private func condition(_ table: ValueID, on axis: Axis, at index: ValueID) -> ValueID {
    let rest = graph[table].shape.columns.filter { $0 != axis }
    let turned = graph.arrange(table, Shape(rows: [graph.batch] + rest, columns: [axis]))
    let column = graph[index].shape.columns
    let picked = graph.add(
      Pick(segments: [axis.size]), [turned, index], Shape(rows: [graph.batch] + rest, columns: column))
    let flat = graph.relabel(picked, Shape(rows: [graph.batch] + rest, columns: []))
    return graph.arrange(flat, Shape(rows: [graph.batch], columns: rest))
  }
}
