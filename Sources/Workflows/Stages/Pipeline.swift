import Diagnostics
import ExecutionPlan
import LatentModel
import TensorGraph
import TensorOps

/// The whole order: text -> document -> spec -> data -> model -> graph -> plan. No other file knows it.
package struct Pipeline {
  package var observer: any StageObserver

  package init(observer: any StageObserver = SilentObserver()) { self.observer = observer }

  /// Compiles one purpose of a model: its graph, then its plan.
  package func plan(_ program: Program, _ model: Model, _ parameters: ParameterTable, batchSize: Int) throws -> Plan {
    let graph = try runStage(.graph, observer: observer) {
      try program.graph(model, parameters, batchSize: batchSize)
    }
    let planned = try runStage(.plan, observer: observer) {
      PlannedProgram(plan: try Plan(graph, parameters: parameters), parameterElements: parameters.elementCount)
    }
    return planned.plan
  }
}

/// A plan beside what its verification needs.
struct PlannedProgram: StageArtifact {
  var plan: Plan
  var parameterElements: Int
  func verify() throws { try plan.verify(parameterElements: parameterElements) }
  func dump() -> String { plan.dump() }
}

extension Graph: StageArtifact {}
