import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph
import YAMLDocument

/// A spec as its file and the command line give it.
package struct ReadSpec {
  package var file: SpecFile
  package var reading: SpecReading
  /// Where the relative paths of its data start.
  package var folders: DataFolders
  /// Comments that accept warnings and notes.
  var allowances: Allowances
  /// The `data` section as it is written; nil where the command line changes it.
  var dataNode: Node?
  package var spec: Spec { reading.spec }
}

/// Everything before the first graph.
package struct PreparedModel {
  package var source: ReadSpec
  package var spec: Spec { source.spec }
  package var dataset: Dataset
  package var model: Model
  package var parameters: ParameterTable
  /// Warnings and notes of all stages, no error.
  package var findings: [Diagnostic]
}
