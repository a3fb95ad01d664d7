import LatentModel
import ModelSpec
import TensorOps

extension Lowering {
  /// mean[stop(advantage) log q(draws of the block)]: reinforce (Williams 1992) with its baselines, and rloo (Kool, van
  /// Hoof and Welling 2019): each draw against the mean of the others.
  func scoreFunctionTerm(_ block: Block, signal: ValueID) -> ValueID {
    labelled("latents.\(block.name) gradient estimator", block.gradient.span) {
      let spread = graph.arrange(signal, tableShape(graph[signal].shape.axes + drawRows))
      var control: ValueID?
      let advantage: ValueID
      switch block.gradient.estimator {
      case .exact, .gumbelSoftmax: return graph.scalar(0)
      case .rloo(let samples): advantage = leaveOneOut(spread, samples)
      case .reinforce(_, .none): advantage = spread
      case .reinforce(_, .average):
        graph.output("signal.\(block.name)", mean(spread))
        let baseline = graph.add(Input(key: InputKeys.baseline(block.name)), [], .scalar)
        advantage = graph.subtract(spread, baseline)
      case .reinforce(_, .network):
        let baseline = baselineNetwork(block)
        let error = graph.subtract(graph.stopGradient(spread), baseline)
        control = mean(graph.multiply(error, error))
        advantage = error
      }
      let score = graph.multiply(graph.stopGradient(advantage), logPosterior(of: block))
      let term = mean(score)
      return control.map { graph.subtract(term, $0) } ?? term
    }
  }

  /// (f - mean f) S / (S - 1): f minus the mean of the other draws.
  private func leaveOneOut(_ signal: ValueID, _ samples: Int) -> ValueID {
    guard let sampleAxis else { return signal }
    let average = graph.multiply(graph.reduce(.sum, signal, over: [sampleAxis]), 1 / Float(samples))
    return graph.multiply(graph.subtract(signal, average), Float(samples) / Float(samples - 1))
  }

  /// log q of a block's draws: a row tensor over the draws.
  func logPosterior(of block: Block) -> ValueID {
    let parts = runs(.posterior, block: model.variables[block.variables.lowerBound].block).map { run in
      let value = logProbabilityAtDraw(.posterior, run.variables)
      return table(graph.reduce(.sum, value, over: Set(graph[value].shape.columns)))
    }
    return sumOfTables(parts)
  }

  /// One hidden tanh layer on the encoder's fields: [batch | ], trained to predict f (Mnih and Gregor 2014).
  private func baselineNetwork(_ block: Block) -> ValueID {
    let path = "control.\(block.name)"
    let axis = columnAxis("\(path).layers.0", BaselineNetwork.units)
    var sum = parameter("\(path).layers.0.bias", columns: [axis])
    for input in model.encoder.inputs {
      let field = model.fields[input.field]
      let source = Source.field(input.field, columns: 0..<field.columns.count)
      let weight = parameter("\(path).layers.0.weight.field.\(field.name)", columns: [axis])
      if let term = linear(features(source), weight: weight, row: 0, bias: nil) { sum = graph.add(term, sum) }
    }
    let hidden = graph.apply(.tanh, [sum])
    let one = columnAxis("\(path).output", 1)
    let weight = parameter("\(path).output.weight", columns: [one])
    let bias = parameter("\(path).output.bias", columns: [one])
    let value = graph.product(hidden, graph.sliceRows(weight, from: 0, as: [axis]), bias: bias)
    return graph.relabel(value, Shape(rows: graph[value].shape.rows, columns: []))
  }
}
