import DeterministicMath
import LatentModel
import ModelSpec
import TensorOps

/// Which of the two factorisations.
enum FactorSide: Hashable {
  case prior, posterior
}

/// Consecutive variables of one block with the same number of categories whose factors come from one network output.
struct VariableRun {
  /// Places in `Model.variables`.
  var variables: Range<Int>
  var categories: Int
  var origin: Origin

  /// Where the distributions come from.
  enum Origin {
    /// Output `index` of a network, from column `logit` on.
    case network(Network, index: Int, logit: Int)
    /// Log-probabilities of each variable in turn.
    case constant([Float])
    /// One category: nothing to know.
    case certain
  }

  /// The distributions as tensors.
  enum Parameters {
    /// [rows | variables]: logits of value 1 (two categories).
    case logits(ValueID)
    /// [rows | variables categories]: log-probabilities.
    case logProbabilities(ValueID)
    /// One category: nothing to know.
    case certain
  }
}

extension Lowering {
  /// The runs of one block's factors on one side.
  func runs(_ side: FactorSide, block: Int) -> [VariableRun] {
    let key = RunKey(side: side, block: block)
    if let known = blockRuns[key] { return known }
    let runs: [VariableRun]
    switch side {
    case .posterior:
      guard case .networks(let blocks) = model.posterior else { return [] }
      runs = networkRuns(blocks[block].network, blocks[block].groups)
    case .prior:
      switch model.priors[block] {
      case .learned(let network, let groups): runs = networkRuns(network, groups)
      case .uniform: runs = constantRuns(block) { Array(repeating: 1 / Double($0.categories), count: $0.categories) }
      case .fixed(let probabilities): runs = constantRuns(block) { probabilities[$0.indexInBlock] }
      }
    }
    blockRuns[key] = runs
    return runs
  }

  struct RunKey: Hashable {
    var side: FactorSide
    var block: Int
  }

  /// The run that holds a variable.
  func run(_ side: FactorSide, _ variable: VariableID) -> VariableRun? {
    runs(side, block: model.variables[variable.index].block).first { $0.variables.contains(variable.index) }
  }

  /// Cuts variables into runs of equal categories: (variables, first logit).
  private func pieces(_ variables: Range<Int>) -> [(variables: Range<Int>, logit: Int)] {
    var result: [(variables: Range<Int>, logit: Int)] = []
    var logit = 0
    for index in variables {
      if let last = result.last,
        model.variables[last.variables.lowerBound].categories == model.variables[index].categories
      {
        result[result.count - 1].variables = last.variables.lowerBound..<index + 1
      } else {
        result.append((index..<index + 1, logit))
      }
      logit += model.variables[index].logits
    }
    return result
  }

  private func networkRuns(_ network: Network, _ groups: [Range<Int>]) -> [VariableRun] {
    groups.enumerated().flatMap { index, variables in
      pieces(variables).map { piece in
        let categories = model.variables[piece.variables.lowerBound].categories
        let origin: VariableRun.Origin =
          categories == 1 ? .certain : .network(network, index: index, logit: piece.logit)
        return VariableRun(variables: piece.variables, categories: categories, origin: origin)
      }
    }
  }

  private func constantRuns(_ block: Int, _ probabilities: (Variable) -> [Double]) -> [VariableRun] {
    pieces(model.blocks[block].variables).map { piece in
      let categories = model.variables[piece.variables.lowerBound].categories
      let values = piece.variables.flatMap {
        probabilities(model.variables[$0]).map { Float(DeterministicMath.log($0)) }
      }
      return VariableRun(
        variables: piece.variables, categories: categories, origin: categories == 1 ? .certain : .constant(values))
    }
  }

  /// A run's distributions, lowered at the first call and not before: an autoregressive block's later factors need the
  /// draws of its earlier ones.
  func parameters(_ run: VariableRun) -> VariableRun.Parameters {
    switch run.origin {
    case .certain: return .certain
    case .constant(let values):
      let shape = Shape(columns: [variableAxis(run.variables), categoryAxis(run.variables)])
      return .logProbabilities(graph.add(Constant(values: values), [], shape))
    case .network(let network, let index, let logit):
      let value = output(network, index)
      return labelled(network.path, network.span) {
        let count = variableAxis(run.variables)
        if run.categories == 2 { return .logits(graph.sliceColumns(value, from: logit, as: [count])) }
        let logits = graph.sliceColumns(value, from: logit, as: [count, categoryAxis(run.variables)])
        let segments = Array(repeating: run.categories, count: run.variables.count)
        return .logProbabilities(graph.add(LogSoftmax(segments: segments), [logits], graph[logits].shape))
      }
    }
  }

  /// The axis that counts the variables of a run.
  func variableAxis(_ variables: Range<Int>) -> Axis {
    columnAxis("latents.\(variables.lowerBound)-\(variables.upperBound - 1).variables", variables.count)
  }

  /// The axis that counts the categories of a run's variables.
  func categoryAxis(_ variables: Range<Int>) -> Axis {
    let categories = model.variables[variables.lowerBound].categories
    return columnAxis("latents.\(variables.lowerBound)-\(variables.upperBound - 1).categories", categories)
  }
}
