import LatentModel
import TensorOps

extension Model {
  /// Variables whose factor of q reads x alone and which no other factor of q reads: each has its marginal and its most
  /// probable value by itself. None for `encoder: exact`, where x joins all.
  var independentInPosterior: Set<VariableID> {
    guard case .networks = posterior else { return [] }
    let dependencies = posteriorDependencies()
    let parents = Set(dependencies.joined())
    return Set(variables.indices.filter { dependencies[$0].isEmpty }.map { VariableID($0) }).subtracting(parents)
  }
}

extension Lowering {
  /// The most probable values of neighbouring variables, [batch | variables], and the sum of their log-probabilities as
  /// a table.
  struct MostProbablePiece {
    var variables: Range<Int>
    var values: ValueID
    var logProbability: ValueID
  }

  /// Outputs the marginals of `variables`, which are independent in q, and returns their most probable values: one piece
  /// for neighbours with as many values each, so that hundreds of variables cost no more instructions than one.
  func outputIndependent(_ variables: Set<VariableID>) -> [MostProbablePiece] {
    model.blocks.indices.flatMap { block in
      runs(.posterior, block: block).flatMap { run in
        neighbours(run.variables.filter { variables.contains(VariableID($0)) }).map { outputPiece($0, of: run) }
      }
    }
  }

  private func outputPiece(_ piece: Range<Int>, of run: VariableRun) -> MostProbablePiece {
    let start = piece.lowerBound - run.variables.lowerBound
    if case .logits(let logits) = parameters(run) {
      return outputTwoValued(piece, graph.sliceColumns(logits, from: start, as: [variableAxis(piece)]))
    }
    let (axis, category) = (variableAxis(piece), categoryAxis(piece))
    let logs = perRow(logProbabilities(run, from: start, axis, category))
    outputMarginals(piece, graph.apply(.exp, [logs]))
    let segments = Array(repeating: run.categories, count: piece.count)
    let values = graph.add(ArgMax(segments: segments), [logs], Shape(rows: graph[logs].shape.rows, columns: [axis]))
    let largest = graph.reduce(.max, logs, over: [category])
    return MostProbablePiece(
      variables: piece, values: values, logProbability: table(graph.reduce(.sum, largest, over: [axis])))
  }

  /// The same from logits l of value 1: the probabilities are sigmoid(-l) and sigmoid(l), the larger one's log is
  /// -log(1 + e^-|l|).
  private func outputTwoValued(_ piece: Range<Int>, _ logits: ValueID) -> MostProbablePiece {
    let logits = perRow(logits)
    let (rows, axis, category) = (graph[logits].shape.rows, variableAxis(piece), categoryAxis(piece))
    let sign = graph.add(Constant(values: [-1, 1]), [], Shape(columns: [category]))
    let signed = graph.apply(.multiply, [logits, sign], shape: Shape(rows: rows, columns: [axis, category]))
    outputMarginals(piece, graph.apply(.sigmoid, [signed]))
    let magnitude = graph.apply(.maximum, [logits, graph.negate(logits)])
    let logs = graph.negate(graph.apply(.softplus, [graph.negate(magnitude)]))
    return MostProbablePiece(
      variables: piece, values: graph.apply(.greater, [logits, graph.scalar(0)]),
      logProbability: table(graph.reduce(.sum, logs, over: [axis])))
  }

  /// `probabilities` has the categories of one variable after another.
  private func outputMarginals(_ piece: Range<Int>, _ probabilities: ValueID) {
    let categories = graph[probabilities].shape.columnCount / piece.count
    for (place, index) in piece.enumerated() {
      let column = columnAxis("marginal.\(index)", categories)
      graph.output(
        "marginal.\(model.variables[index].name)",
        graph.sliceColumns(probabilities, from: place * categories, as: [column]))
    }
  }

  /// Ascending numbers cut where one is missing.
  private func neighbours(_ numbers: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number {
        ranges[ranges.count - 1] = last.lowerBound..<number + 1
      } else {
        ranges.append(number..<number + 1)
      }
    }
    return ranges
  }
}
