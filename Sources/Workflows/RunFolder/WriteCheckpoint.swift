import CPURuntime
import Checkpoint
import Diagnostics
import ModelSpec
import TensorGraph

extension CheckpointFile {
  /// The strings of a checkpoint: the same for any number of threads, any machine and any day.
  static func metadata(_ identity: RunIdentity, _ record: RunRecord, seed: UInt64) -> [(key: String, value: String)] {
    [
      (Key.tool, "\(Version.tool)"),
      (Key.name, identity.name),
      (Key.step, String(record.step)),
      (Key.seed, String(seed)),
      (Key.fingerprint, identity.fingerprint),
      (Key.record, record.json.compactText),
      (Key.overrides, JSONValue.array(identity.overrides.map { .string($0) }).compactText),
      (Key.spec, identity.spec),
      (Key.facts, identity.facts),
    ]
  }

  /// The parameters as tensors.
  static func parameters(_ store: ParameterStore) throws -> [TensorFile.Tensor] {
    try store.table.parameters.indices.map {
      try tensor(store, $0, store.parameters, name: store.table.parameters[$0].name)
    }
  }

  /// The moments that `optimizers`, one a part, keep.
  static func moments(_ store: ParameterStore, _ optimizers: [OptimizerState]) throws -> [TensorFile.Tensor] {
    try store.table.parameters.enumerated().flatMap { index, parameter -> [TensorFile.Tensor] in
      let part = ParameterPart.allCases.firstIndex(of: parameter.part) ?? 0
      var tensors: [TensorFile.Tensor] = []
      if optimizers[part].optimizer.keepsFirst {
        tensors.append(try tensor(store, index, store.first, name: MomentNames.first(parameter.name)))
      }
      if optimizers[part].optimizer.keepsSecond {
        tensors.append(try tensor(store, index, store.second, name: MomentNames.second(parameter.name)))
      }
      return tensors
    }
  }

  private static func tensor(
    _ store: ParameterStore, _ index: Int, _ memory: AlignedMemory, name: String
  ) throws -> TensorFile.Tensor {
    let parameter = store.table.parameters[index]
    return try unsafe TensorFile.Tensor(
      name: name, element: .F32, shape: [parameter.rows, parameter.columns],
      bytes: UnsafeRawBufferPointer(store.values(index, in: memory)))
  }
}
