import LatentModel
import TensorOps

/// Gumbel-softmax draws (Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017): values that networks see as dense
/// columns, in the column order of one-hot features, and that training differentiates through.
extension Lowering {
  /// Whether this program gives the variable a relaxed value.
  func isRelaxed(_ variable: VariableID) -> Bool {
    isTraining && drawSide == .posterior && valueAxes[variable] == nil
      && model.blocks[model.variables[variable.index].block].gradient.estimator.isRelaxed
  }

  /// Values of variables of one block that have more than one category, cut by the runs of q.
  func relaxedParts(_ variables: [VariableID]) -> [ValueID] {
    var pieces: [Range<Int>] = []
    for variable in variables {
      let index = variable.index
      if let last = pieces.last, last.upperBound == index,
        run(.posterior, variable)?.variables.contains(last.lowerBound) == true
      {
        pieces[pieces.count - 1] = last.lowerBound..<index + 1
      } else {
        pieces.append(index..<index + 1)
      }
    }
    return pieces.map { relaxedValue($0) }
  }

  /// Values of variables of one run: [batch draw | variables categories], or [batch draw | variables] if two-valued.
  func relaxedValue(_ variables: Range<Int>) -> ValueID {
    guard let run = run(.posterior, VariableID(variables.lowerBound)) else { return graph.scalar(0) }
    let value = relaxedRuns[run.variables.lowerBound] ?? relaxedDraw(run)
    relaxedRuns[run.variables.lowerBound] = value
    let width = model.variables[variables.lowerBound].logits
    let axes = run.categories == 2 ? [variableAxis(variables)] : [variableAxis(variables), categoryAxis(variables)]
    return graph.sliceColumns(value, from: (variables.lowerBound - run.variables.lowerBound) * width, as: axes)
  }

  /// sum of value (log q - log p), one column a variable: [rows | variables]. Linear in the value and exact where it is
  /// one-hot. It is part of the relaxed objective, so log q is differentiated too.
  func relaxedKL(_ variables: Range<Int>) -> ValueID {
    guard let run = run(.posterior, VariableID(variables.lowerBound)) else { return graph.scalar(0) }
    let pieces = piecesOfRuns(.prior, variables).map { prior, piece -> ValueID in
      let axis = variableAxis(piece)
      if run.categories == 1 { return graph.add(Constant(values: piece.map { _ in 0 }), [], Shape(columns: [axis])) }
      let category = categoryAxis(piece)
      let q = logProbabilities(run, from: piece.lowerBound - run.variables.lowerBound, axis, category)
      let p = logProbabilities(prior, from: piece.lowerBound - prior.variables.lowerBound, axis, category)
      let value = run.categories == 2 ? bothValues(piece, axis, category) : relaxedValue(piece)
      let product = graph.apply(.multiplyOrZero, [value, graph.subtract(q, p)])
      return graph.reduce(.sum, product, over: [category])
    }
    return joinVariables(pieces, variables)
  }

  /// 1 - value and value of two-valued variables: [rows | variables categories].
  private func bothValues(_ piece: Range<Int>, _ axis: Axis, _ category: Axis) -> ValueID {
    let sign = graph.add(Constant(values: [-1, 1]), [], Shape(columns: [category]))
    let start = graph.add(Constant(values: [1, 0]), [], Shape(columns: [category]))
    let shape = Shape(rows: drawRows, columns: [axis, category])
    let signed = graph.apply(.multiply, [relaxedValue(piece), sign], shape: shape)
    return graph.apply(.add, [signed, start], shape: shape)
  }

  private func relaxedDraw(_ run: VariableRun) -> ValueID {
    let block = model.blocks[model.variables[run.variables.lowerBound].block]
    guard case .gumbelSoftmax(let temperature, let hard) = block.gradient.estimator else { return graph.scalar(0) }
    let parameters = parameters(run)
    return labelled("latents.\(block.name)", block.span) {
      // Bounded so that no finite logit times it overflows.
      let scale = Float(min(1 / temperature, 1e30))
      switch parameters {
      case .certain: return graph.scalar(0)
      case .logits(let logits): return relaxedBits(run, block, logits, scale, hard)
      case .logProbabilities(let logs): return relaxedCategories(run, block, logs, scale, hard)
      }
    }
  }

  /// sigmoid((logit + log u - log(1 - u)) / temperature): the noise is a difference of two Gumbel numbers.
  private func relaxedBits(_ run: VariableRun, _ block: Block, _ logits: ValueID, _ scale: Float, _ hard: Bool)
    -> ValueID
  {
    let shape = Shape(rows: drawRows, columns: [variableAxis(run.variables)])
    let uniform = noise(run, block, shape)
    let complement = graph.apply(.log, [graph.subtract(graph.scalar(1), uniform)])
    let logistic = graph.subtract(graph.apply(.log, [uniform]), complement)
    let noisy = graph.apply(.add, [logits, logistic], shape: shape)
    let soft = graph.apply(.sigmoid, [graph.multiply(noisy, scale)])
    return hard ? straightThrough(graph.apply(.greater, [noisy, graph.scalar(0)]), soft) : soft
  }

  /// softmax((log q - log(-log u)) / temperature).
  private func relaxedCategories(_ run: VariableRun, _ block: Block, _ logs: ValueID, _ scale: Float, _ hard: Bool)
    -> ValueID
  {
    let (variables, category) = (variableAxis(run.variables), categoryAxis(run.variables))
    let shape = Shape(rows: drawRows, columns: [variables, category])
    let exponential = graph.negate(graph.apply(.log, [noise(run, block, shape)]))
    let gumbel = graph.negate(graph.apply(.log, [exponential]))
    let noisy = graph.apply(.add, [logs, gumbel], shape: shape)
    let segments = Array(repeating: run.categories, count: run.variables.count)
    let soft = graph.apply(
      .exp, [graph.add(LogSoftmax(segments: segments), [graph.multiply(noisy, scale)], shape)])
    if !hard { return soft }
    let index = graph.add(ArgMax(segments: segments), [noisy], Shape(rows: shape.rows, columns: [variables]))
    return straightThrough(graph.apply(.equal, [index, iota(category, inRows: false)], shape: shape), soft)
  }

  /// `hard` with the gradient of `soft`. soft - soft is 0, so the value is `hard` to the bit.
  private func straightThrough(_ hard: ValueID, _ soft: ValueID) -> ValueID {
    graph.add(graph.stopGradient(hard), graph.subtract(soft, graph.stopGradient(soft)))
  }

  /// The block's own uniform numbers, one a logit, at the columns of a run.
  private func noise(_ run: VariableRun, _ block: Block, _ shape: Shape) -> ValueID {
    func logits(_ variables: Range<Int>) -> Int { variables.reduce(0) { $0 + model.variables[$1].logits } }
    let all = columnAxis("draws.\(block.name).noise", logits(block.variables))
    let uniforms = graph.add(Uniform(stream: "latents.\(block.name)"), [], Shape(rows: drawRows, columns: [all]))
    let first = logits(block.variables.lowerBound..<run.variables.lowerBound)
    return graph.sliceColumns(uniforms, from: first, as: shape.columns)
  }
}
