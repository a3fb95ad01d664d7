import LatentModel
import TensorOps

extension Programs {
  /// What q says of each row: `marginal.<variable>` [batch | categories], `map.<block>` [batch | variables], the values
  /// of the most probable joint z as Floats, and `map_log_probability` (log q(z | x), or log p(x, z) for
  /// `encoder: exact`). When q is summed (`isExact`) both are exact; else marginals average `samples` draws and the MAP
  /// is greedy, each variable's likeliest value given those before it.
  package static func encode(
    _ model: Model, _ parameters: ParameterTable, batchSize: Int, samples: Int, isExact: Bool
  ) throws -> Graph {
    let independent = model.independentInPosterior
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize,
      summed: isExact ? allVariables(model).filter { !independent.contains($0) } : [],
      drawSide: .posterior, samples: isExact ? 1 : samples, isTraining: false)
    if isExact { lowering.outputExactEncoding() } else { lowering.outputDrawnMarginals() }
    return try finish(lowering)
  }

  /// `map.<block>` and `map_log_probability` by taking each variable's likeliest value given those before it in q.
  package static func greedyMAP(_ model: Model, _ parameters: ParameterTable, batchSize: Int) throws -> Graph {
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: [], drawSide: .posterior, samples: 1,
      isTraining: false)
    lowering.drawRule = .likeliest
    lowering.drawAll()
    let total = lowering.model.blocks.map { lowering.logPosterior(of: $0) }
    lowering.outputDraws(prefix: "map")
    lowering.graph.output("map_log_probability", lowering.perRow(lowering.sumOfTables(total)))
    return try finish(lowering)
  }

  /// Ancestral draws from p(z): `latents.<block>` [batch | variables].
  package static func priorSample(_ model: Model, _ parameters: ParameterTable, batchSize: Int) throws -> Graph {
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: [], drawSide: .prior, samples: 1,
      isTraining: false)
    lowering.drawAll()
    lowering.outputDraws(prefix: "latents")
    return try finish(lowering)
  }

  /// p(x | z) for given latents (inputs `latents.<block>`): `mean.<field>` (probabilities of 1, or of every category)
  /// and `draw.<field>` (bits or category indices), each [batch | columns].
  package static func decode(_ model: Model, _ parameters: ParameterTable, batchSize: Int) throws -> Graph {
    let lowering = Lowering(
      model: model, parameters: parameters, batchCapacity: batchSize, summed: [], drawSide: .prior, samples: 1,
      isTraining: false)
    lowering.takeLatentsFromInputs()
    for field in model.fields.indices { lowering.outputDecoded(field) }
    return try finish(lowering)
  }
}

extension Lowering {
  /// Draws every variable.
  func drawAll() { _ = model.blocks.map { drawn($0.variables.map { VariableID($0) }) } }

  func outputDraws(prefix: String) {
    for block in model.blocks { graph.output("\(prefix).\(block.name)", drawn(block.variables.map { VariableID($0) })) }
  }

  fileprivate func outputDrawnMarginals() {
    drawAll()
    for variables in drawOrder { outputMarginals(ofDrawn: variables) }
  }

  fileprivate func takeLatentsFromInputs() {
    for block in model.blocks {
      let variables = block.variables.map { VariableID($0) }
      let value = input(InputKeys.latents(block.name), columns: variables.count)
      joinedDraws[variables] = value
      if variables.count == 1, let only = variables.first { draws[only] = value }
      drawnVariables.formUnion(variables)
    }
  }

  fileprivate func outputDecoded(_ index: Int) {
    let field = model.fields[index]
    let decoder = model.decoder.fields[index]
    var means: [ValueID] = []
    var drawn: [ValueID] = []
    let all = columnAxis("decoded.\(field.name).uniform", field.columns.count)
    let uniforms = graph.add(Uniform(stream: "decoder.fields.\(field.name)"), [], Shape(rows: drawRows, columns: [all]))
    for (position, columns) in decoder.groups.enumerated() {
      let logits = perRow(output(decoder.network, position))
      let axis = columnAxis("decoded.\(field.name).\(position)", columns.count)
      let uniform = graph.sliceColumns(uniforms, from: columns.lowerBound, as: [axis])
      switch field.kind {
      case .binary:
        let mean = graph.relabel(graph.apply(.sigmoid, [logits]), Shape(rows: drawRows, columns: [axis]))
        means.append(mean)
        drawn.append(graph.apply(.greater, [mean, uniform]))
      case .categorical:
        let widths = columns.map { field.logits(ofColumn: $0) }
        let logs = graph.add(LogSoftmax(segments: widths), [logits], graph[logits].shape)
        means.append(graph.apply(.exp, [logs]))
        drawn.append(graph.add(Draw(segments: widths), [logs, uniform], Shape(rows: drawRows, columns: [axis])))
      }
    }
    let width = means.reduce(0) { $0 + graph[$1].shape.columnCount }
    graph.output("mean.\(field.name)", graph.joinColumns(means, as: [columnAxis("mean.\(field.name)", width)]))
    graph.output("draw.\(field.name)", graph.joinColumns(drawn, as: [all]))
  }
}
