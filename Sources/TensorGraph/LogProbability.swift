import LatentModel
import TensorOps

extension Lowering {
  /// log of a factor of a summed variable as a per-row table over its own axis and those of its dependencies.
  func logTable(_ side: FactorSide, _ variable: VariableID) -> ValueID {
    guard let axis = valueAxes[variable], let run = run(side, variable) else { return graph.scalar(0) }
    let place = variable.index - run.variables.lowerBound
    switch parameters(run) {
    case .certain: return graph.add(Constant(values: [0]), [], Shape(columns: [axis]))
    case .logits(let logits):
      let logit = table(graph.sliceColumns(logits, from: place, as: []))
      let sign = graph.add(Constant(values: [1, -1]), [], Shape(columns: [axis]))
      return graph.negate(graph.apply(.softplus, [combineTables(.multiply, logit, sign)]))
    case .logProbabilities(let logs):
      return table(graph.sliceColumns(logs, from: place * run.categories, as: [axis]))
    }
  }

  /// log of factors at the draws, one column a variable: [rows | variables]. Variables are one run of drawn variables
  /// on the posterior's side; the prior's runs may cut them otherwise.
  func logProbabilityAtDraw(_ side: FactorSide, _ variables: Range<Int>) -> ValueID {
    let pieces = piecesOfRuns(side, variables).map { run, piece -> ValueID in
      let indices = drawn(piece.map { VariableID($0) })
      let start = piece.lowerBound - run.variables.lowerBound
      let axes = graph[indices].shape.columns
      switch parameters(run) {
      case .certain: return graph.apply(.multiply, [indices, graph.scalar(0)])
      case .logits(let logits):
        let logit = graph.sliceColumns(logits, from: start, as: axes)
        let sign = graph.subtract(graph.scalar(1), graph.multiply(indices, 2))
        let signed = graph.apply(.multiply, [sign, logit])
        return graph.negate(graph.apply(.softplus, [signed]))
      case .logProbabilities(let logs):
        let count = run.categories
        let part = graph.sliceColumns(
          logs, from: start * count, as: [variableAxis(piece), categoryAxis(piece)])
        let rows = Shape.broadcast([Shape(rows: graph[part].shape.rows), Shape(rows: graph[indices].shape.rows)]).rows
        return graph.add(
          Pick(segments: Array(repeating: count, count: piece.count)), [part, indices],
          Shape(rows: rows, columns: axes))
      }
    }
    return joinVariables(pieces, variables)
  }

  /// KL(q || p) in closed form of drawn variables given their dependencies, one column a variable: [rows | variables].
  func analyticKL(_ run: VariableRun) -> ValueID {
    let pieces = piecesOfRuns(.prior, run.variables).map { prior, piece -> ValueID in
      let qStart = piece.lowerBound - run.variables.lowerBound
      let pStart = piece.lowerBound - prior.variables.lowerBound
      let axis = variableAxis(piece)
      if case .certain = run.origin {
        return graph.add(Constant(values: piece.map { _ in 0 }), [], Shape(columns: [axis]))
      }
      let category = categoryAxis(piece)
      let q = logProbabilities(run, from: qStart, axis, category)
      let p = logProbabilities(prior, from: pStart, axis, category)
      let ratio = graph.subtract(q, p)
      let product = graph.apply(.multiplyOrZero, [graph.apply(.exp, [q]), ratio])
      return graph.reduce(.sum, product, over: [category])
    }
    return joinVariables(pieces, run.variables)
  }

  /// Log-probabilities of a run's variables from `start` on: [rows | variables categories].
  func logProbabilities(_ run: VariableRun, from start: Int, _ axis: Axis, _ category: Axis) -> ValueID {
    switch parameters(run) {
    case .certain:
      return graph.add(Constant(values: Array(repeating: 0, count: axis.size)), [], Shape(columns: [axis, category]))
    case .logProbabilities(let logs):
      return graph.sliceColumns(logs, from: start * run.categories, as: [axis, category])
    case .logits(let logits):
      let logit = graph.sliceColumns(logits, from: start, as: [axis])
      let sign = graph.add(Constant(values: [1, -1]), [], Shape(columns: [category]))
      let signed = graph.apply(
        .multiply, [logit, sign], shape: Shape(rows: graph[logit].shape.rows, columns: [axis, category]))
      return graph.negate(graph.apply(.softplus, [signed]))
    }
  }

  /// `variables` cut by the runs of a side.
  func piecesOfRuns(_ side: FactorSide, _ variables: Range<Int>) -> [(VariableRun, Range<Int>)] {
    let block = model.variables[variables.lowerBound].block
    return runs(side, block: block).compactMap { run in
      let piece = run.variables.clamped(to: variables)
      return piece.isEmpty ? nil : (run, piece)
    }
  }

  /// Columns of pieces side by side under the axis of `variables`.
  func joinVariables(_ pieces: [ValueID], _ variables: Range<Int>) -> ValueID {
    let rows = Shape.broadcast(pieces.map { Shape(rows: graph[$0].shape.rows) }).rows
    let aligned = pieces.map { graph.arrange($0, Shape(rows: rows, columns: graph[$0].shape.columns)) }
    return graph.joinColumns(aligned, as: [variableAxis(variables)])
  }
}
