import Datasets
import Diagnostics
import ExecutionPlan
import LatentModel
import ModelSpec
import TensorGraph
import TensorOps
import YAMLDocument

extension Document: StageArtifact {}
extension Graph: StageArtifact {}
extension UpdateProgram: StageArtifact {}

/// A spec beside the texts that its dump quotes origins from.
struct SpecArtifact: StageArtifact {
  var reading: SpecReading
  var sources: SourceMap
  func dump() -> String { reading.dump(sources: sources) }
}

extension Dataset: StageArtifact {
  /// Facts of the data; no cell.
  package func dump() -> String { facts.textLines.joined(separator: "\n") + "\n" }
}

extension Resolution: StageArtifact {
  package func verify() throws { try model.verify() }
  package func dump() -> String { model.dump() }
}

/// A plan beside what its verification needs.
struct PlannedProgram: StageArtifact {
  var plan: Plan
  var parameterElements: Int
  func verify() throws { try plan.verify(parameterElements: parameterElements) }
  func dump() -> String { plan.dump() }
}
