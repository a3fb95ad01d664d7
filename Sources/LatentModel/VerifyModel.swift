import Diagnostics

extension Model {
  /// Checks the invariants that later stages rely on.
  ///
  /// - Throws: `InternalError` naming the first one that fails.
  package func verify() throws {
    try verifyVariables()
    try verifyOrder(priorOrder, priorDependencies(), "p")
    if case .networks(let posteriors) = posterior {
      try verifyOrder(posteriorOrder, posteriorDependencies(), "q")
      try require(posteriors.count == blocks.count, "one posterior a block")
      try require(objective.analyticKL.count == variables.count, "one KL form a variable")
      for (block, factor) in zip(blocks, posteriors) {
        try verify(factor.network, factor.groups, cover: block.variables) { variables[$0].logits }
      }
    } else {
      try require(
        posteriorOrder.isEmpty && objective.analyticKL.isEmpty && !encoder.isUsed, "an exact q has no factors")
      try require(blocks.allSatisfy { $0.gradient.estimator == .exact }, "an exact q is summed")
    }
    for (block, prior) in zip(blocks, priors) {
      switch prior {
      case .learned(let network, let groups):
        try verify(network, groups, cover: block.variables) { variables[$0].logits }
      case .uniform: break
      case .fixed(let lists):
        try require(
          lists.map(\.count) == variables[block.variables].map(\.categories), "fixed prior of `\(block.name)`")
      }
    }
    try require(decoder.fields.count == fields.count, "one decoder a field")
    for (field, factor) in zip(fields, decoder.fields) {
      try verify(factor.network, factor.groups, cover: field.columns.indices) { field.logits(ofColumn: $0) }
    }
  }

  private func require(_ holds: Bool, _ message: String) throws {
    if !holds { throw InternalError(stage: "model", message) }
  }

  private func verifyVariables() throws {
    try require(priors.count == blocks.count, "one prior a block")
    var next = 0
    for (index, block) in blocks.enumerated() {
      try require(block.variables.lowerBound == next && !block.variables.isEmpty, "block `\(block.name)` follows on")
      next = block.variables.upperBound
      try require(next <= variables.count, "block `\(block.name)` has variables")
      for place in block.variables {
        let variable = variables[place]
        try require(
          variable.block == index && variable.indexInBlock == place - block.variables.lowerBound
            && variable.categories >= 1, "variable `\(variable.name)`")
      }
    }
    try require(next == variables.count, "every variable has a block")
  }

  private func verifyOrder(_ order: [VariableID], _ dependencies: [[VariableID]], _ side: String) throws {
    try require(order.count == variables.count, "\(side) orders every variable")
    var isDone = Array(repeating: false, count: variables.count)
    for variable in order {
      try require(variables.indices.contains(variable.index) && !isDone[variable.index], "\(side) orders once")
      for dependency in dependencies[variable.index] {
        try require(isDone[dependency.index], "\(side) orders `\(variables[variable.index].name)` after what it needs")
      }
      isDone[variable.index] = true
    }
  }

  private func verify(
    _ network: Network, _ groups: [Range<Int>], cover: Range<Int>, logits: (Int) -> Int
  ) throws {
    let path = network.path
    try require(groups.count == network.outputs.count, "\(path): one output a group")
    var next = cover.lowerBound
    for (group, output) in zip(groups, network.outputs) {
      try require(group.lowerBound == next && group.upperBound <= cover.upperBound, "\(path): groups follow on")
      next = group.upperBound
      try require(output.width == group.reduce(0) { $0 + logits($1) }, "\(path): width of output `\(output.name)`")
      try require(output.bias.map { $0.count == output.width } ?? true, "\(path): bias of output `\(output.name)`")
      try require(Set(output.sources).count == output.sources.count, "\(path): a source comes twice")
      try require(output.name.isEmpty == (network.outputs.count == 1), "\(path): names of outputs")
    }
    try require(next == cover.upperBound, "\(path): groups cover everything")
  }
}
