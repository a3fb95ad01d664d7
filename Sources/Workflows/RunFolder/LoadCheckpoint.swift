import CPURuntime
import Checkpoint
import Datasets
import Diagnostics
import LatentModel
import TensorGraph

/// Reads a checkpoint and makes its model again, from that one file and nothing else. Texts of the spec it holds go into
/// `sources`.
///
/// Throws `Refusal` when the file is missing, damaged, of a newer version, or holds a spec, facts or tensors that do not
/// fit together; `MachineFailure` when the machine refuses.
package func loadCheckpoint(_ path: String, sources: inout SourceMap) throws -> LoadedModel {
  let file = try CheckpointFile(path: path)
  let identity = try file.identity()
  let reading = try identity.readSpec(sources: &sources)
  let facts = try file.facts()
  let resolution = try resolveModel(spec: reading.spec, facts: facts)
  let table = ParameterTable(resolution.model)
  let parameters = try ParameterStore(table, isTraining: false)
  try file.restoreParameters(parameters)
  return LoadedModel(
    spec: reading.spec, identity: identity, facts: facts, model: resolution.model, table: table,
    parameters: parameters, step: try file.record().step, metadata: file.metadata, path: path)
}
