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
  var parameters: Parameters

  /// How the distributions are given.
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
      case .fixed(let probabilities):
        let first = model.blocks[block].variables.lowerBound
        runs = constantRuns(block) { probabilities[$0.indexInBlock + model.blocks[block].variables.lowerBound - first] }
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
      if let last = result.last, model.variables[last.variables.lowerBound].categories == model.variables[index].categories {
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
        VariableRun(
          variables: piece.variables, categories: model.variables[piece.variables.lowerBound].categories,
          parameters: parameters(network, index, piece.variables, piece.logit))
      }
    }
  }

  private func parameters(_ network: Network, _ index: Int, _ variables: Range<Int>, _ logit: Int)
    -> VariableRun.Parameters
  {
    let categories = model.variables[variables.lowerBound].categories
    if categories == 1 { return .certain }
    let value = output(network, index)
    return labelled(network.path, network.span) {
      let count = variableAxis(variables)
      if categories == 2 { return .logits(graph.sliceColumns(value, from: logit, as: [count])) }
      let logits = graph.sliceColumns(value, from: logit, as: [count, categoryAxis(variables)])
      let segments = Array(repeating: categories, count: variables.count)
      return .logProbabilities(graph.add(LogSoftmax(segments: segments), [logits], graph[logits].shape))
    }
  }

  private func constantRuns(_ block: Int, _ probabilities: (Variable) -> [Double]) -> [VariableRun] {
    pieces(model.blocks[block].variables).map { piece in
      let categories = model.variables[piece.variables.lowerBound].categories
      if categories == 1 { return VariableRun(variables: piece.variables, categories: 1, parameters: .certain) }
      let values = piece.variables.flatMap { probabilities(model.variables[$0]).map { Float(DeterministicMath.log($0)) } }
      let shape = Shape(columns: [variableAxis(piece.variables), categoryAxis(piece.variables)])
      let table = graph.add(Constant(values: values), [], shape)
      return VariableRun(variables: piece.variables, categories: categories, parameters: .logProbabilities(table))
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
