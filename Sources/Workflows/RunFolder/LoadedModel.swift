import CPURuntime
import Datasets
import LatentModel
import ModelSpec
import TensorGraph

/// A trained model as a checkpoint holds it: everything that sampling, encoding and evaluating need but the data.
package struct LoadedModel {
  /// The spec the checkpoint was trained from, its overrides applied.
  package var spec: Spec
  /// Name, text of the spec, facts and fingerprint of the data.
  package var identity: RunIdentity
  /// Columns and value lists of the training data.
  package var facts: DataFacts
  package var model: Model
  package var table: ParameterTable
  /// The trained numbers, without gradient and moments.
  package var parameters: ParameterStore
  /// Training steps taken.
  package var step: Int
  /// The checkpoint's strings, as written.
  package var metadata: [String: String]
  /// The file that was read.
  package var path: String
}
