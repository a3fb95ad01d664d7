/// What factors depend on, as variables.
extension Model {
  /// Dependencies of every variable in p, in the order of its sources.
  package func priorDependencies() -> [[VariableID]] {
    var result = Array(repeating: [VariableID](), count: variables.count)
    for prior in priors {
      guard case .learned(let network, let groups) = prior else { continue }
      for (output, group) in zip(network.outputs, groups) {
        let list = Self.variables(output.sources)
        for index in group { result[index] = list }
      }
    }
    return result
  }

  /// Dependencies of every variable in q, in the order of its sources; none for `encoder: exact`.
  package func posteriorDependencies() -> [[VariableID]] {
    var result = Array(repeating: [VariableID](), count: variables.count)
    guard case .networks(let networks) = posterior else { return result }
    for factor in networks {
      for (output, group) in zip(factor.network.outputs, factor.groups) {
        let list = Self.variables(output.sources)
        for index in group { result[index] = list }
      }
    }
    return result
  }

  /// The variables that each group of a field's columns depends on, through the trunk or directly.
  package func likelihoodDependencies(ofField field: Int) -> [[VariableID]] {
    decoder.fields[field].network.outputs.map { output in
      output.sources.contains(.trunk) ? decoder.parents : Self.variables(output.sources)
    }
  }

  private static func variables(_ sources: [Source]) -> [VariableID] {
    sources.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
  }
}
