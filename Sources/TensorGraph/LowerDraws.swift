import LatentModel
import TensorOps

extension Lowering {
  /// What a network sees of consecutive variables of one block.
  func features(of variables: [VariableID]) -> [FeaturePart] {
    var parts: [FeaturePart] = []
    var pending: [VariableID] = []
    func flush() {
      guard let first = pending.first else { return }
      let categories = pending.map { model.variables[$0.index].categories }
      let value = drawn(pending)
      if model.variables[first.index].categories == 2 {
        parts.append(.dense(value))
      } else {
        var tableRow: [Int] = []
        var next = 0
        for count in categories {
          tableRow.append(next)
          next += count
        }
        parts.append(.indices(value, tableRow: tableRow, first: tableRow.map { _ in 0 }, columns: next))
      }
      pending = []
    }
    var relaxed: [VariableID] = []
    func flushRelaxed() {
      parts += relaxedParts(relaxed).map { .dense($0) }
      relaxed = []
    }
    for variable in variables where model.variables[variable.index].categories > 1 {
      if let axis = valueAxes[variable] {
        flush()
        parts.append(.values(axis))
        continue
      }
      if isRelaxed(variable) {
        relaxed.append(variable)
        continue
      }
      let isBinary = model.variables[variable.index].categories == 2
      if let last = pending.last, (model.variables[last.index].categories == 2) != isBinary { flush() }
      pending.append(variable)
    }
    flush()
    flushRelaxed()
    return parts
  }

  /// Index columns of drawn variables: [batch draw | variables].
  func drawn(_ variables: [VariableID]) -> ValueID {
    for variable in variables { draw(variable) }
    if let known = joinedDraws[variables] { return known }
    let columns = variables.map { column(of: $0) }
    let value = graph.joinColumns(
      columns, as: [columnAxis("draws." + variables.map { "\($0.index)" }.joined(separator: "."), variables.count)])
    joinedDraws[variables] = value
    return value
  }

  /// One drawn variable's index column: [batch draw | 1].
  func column(of variable: VariableID) -> ValueID {
    draw(variable)
    if let known = draws[variable] { return known }
    for (variables, value) in joinedDraws {
      guard let place = variables.firstIndex(of: variable) else { continue }
      let column = graph.sliceColumns(value, from: place, as: [variableAxis(variable.index..<variable.index + 1)])
      draws[variable] = column
      return column
    }
    return graph.scalar(0)
  }

  /// Draws the run that holds `variable` from its factor on `drawSide`, after everything it depends on.
  private func draw(_ variable: VariableID) {
    if drawnVariables.contains(variable) { return }
    guard let run = run(drawSide, variable) else { return }
    let block = model.blocks[model.variables[variable.index].block]
    let variables = run.variables.map { VariableID($0) }
    let value = labelled("latents.\(block.name)", block.span) { () -> ValueID in
      let all = columnAxis("draws.\(block.name).uniform", block.variables.count)
      let stream = drawSide == .posterior ? "latents.\(block.name)" : "prior.\(block.name)"
      let uniforms = graph.add(Uniform(stream: stream), [], Shape(rows: drawRows, columns: [all]))
      let axis = variableAxis(run.variables)
      let first = run.variables.lowerBound - block.variables.lowerBound
      let uniform = graph.sliceColumns(uniforms, from: first, as: [axis])
      let shape = Shape(rows: drawRows, columns: [axis])
      switch drawRule {
      case .random: return randomValues(run, uniform, shape)
      case .likeliest: return likeliestValues(run, uniform, shape)
      }
    }
    joinedDraws[variables] = value
    if variables.count == 1, let only = variables.first { draws[only] = value }
    drawnVariables.formUnion(variables)
    drawOrder.append(variables)
  }

  private func randomValues(_ run: VariableRun, _ uniform: ValueID, _ shape: Shape) -> ValueID {
    switch parameters(run) {
    case .certain: return graph.apply(.multiply, [uniform, graph.scalar(0)], shape: shape)
    case .logits(let logits):
      return graph.apply(.greater, [graph.apply(.sigmoid, [logits]), uniform], shape: shape)
    case .logProbabilities(let logs):
      let segments = Array(repeating: run.categories, count: run.variables.count)
      return graph.add(Draw(segments: segments), [logs, uniform], shape)
    }
  }

  private func likeliestValues(_ run: VariableRun, _ uniform: ValueID, _ shape: Shape) -> ValueID {
    switch parameters(run) {
    case .certain: return graph.apply(.multiply, [uniform, graph.scalar(0)], shape: shape)
    case .logits(let logits): return graph.apply(.greater, [logits, graph.scalar(0)], shape: shape)
    case .logProbabilities(let logs):
      let spread = graph.arrange(logs, Shape(rows: shape.rows, columns: graph[logs].shape.columns))
      let segments = Array(repeating: run.categories, count: run.variables.count)
      return graph.add(ArgMax(segments: segments), [spread], shape)
    }
  }
}
