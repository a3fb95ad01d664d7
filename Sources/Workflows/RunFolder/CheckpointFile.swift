import CPURuntime
import Checkpoint
import Datasets
import Diagnostics
import ModelSpec
import TensorGraph

/// What is inside a checkpoint of this tool: tensors by parameter name, and strings.
///
/// Moments are `first_moment/<parameter>` and `second_moment/<parameter>`, of the parts whose optimiser keeps them.
struct CheckpointFile {
  private let file: TensorFile
  private let path: String

  /// Names of the strings.
  enum Key {
    static let tool = "tool_version"
    static let name = "name"
    static let spec = "spec"
    static let overrides = "overrides"
    static let facts = "data_facts"
    static let fingerprint = "data_fingerprint"
    static let step = "step"
    static let seed = "training_seed"
    static let record = "training"
  }

  /// Reads and checks a whole file. Throws `Refusal` for what it is, `MachineFailure`.
  init(path: String) throws {
    self.path = path
    do {
      file = try TensorFile.read(path)
    } catch let error as CheckpointError {
      throw Refusal([error.diagnostic(at: .none)])
    }
    guard file.value(Key.record) != nil else {
      throw refusal("not-a-checkpoint", "was not written by dvae-run: it has no `\(Key.record)` in its metadata")
    }
  }

  /// Every string of the file.
  var metadata: [String: String] {
    Dictionary(file.metadata.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The string called `key`. Throws when there is none.
  func string(_ key: String) throws -> String {
    guard let value = file.value(key) else { throw refusal("damaged-checkpoint", "lacks `\(key)` in its metadata") }
    return value
  }

  /// What the run it belongs to is.
  func identity() throws -> RunIdentity {
    guard case .array(let items) = try json(Key.overrides) else { throw damaged(Key.overrides) }
    let overrides = try items.map { item -> String in
      guard case .string(let text) = item else { throw damaged(Key.overrides) }
      return text
    }
    return RunIdentity(
      name: try string(Key.name), spec: try string(Key.spec), overrides: overrides, facts: try string(Key.facts),
      fingerprint: try string(Key.fingerprint))
  }

  /// Fields, columns and value lists of the training data.
  func facts() throws -> DataFacts {
    do {
      return try DataFacts(json: try json(Key.facts), span: .none)
    } catch let problem as FactsProblem {
      throw refusal("damaged-checkpoint", "holds facts of the data that do not hang together: \(problem.message)")
    }
  }

  /// What training remembered.
  func record() throws -> RunRecord {
    guard let record = RunRecord(try json(Key.record)) else { throw damaged(Key.record) }
    return record
  }

  /// Copies every parameter of the table. Throws `Refusal` when one is missing, has another shape or holds a value that
  /// is not finite.
  func restoreParameters(_ store: ParameterStore) throws {
    for (index, parameter) in store.table.parameters.enumerated() {
      try unsafe copy(parameter.name, parameter, to: store.values(index, in: store.parameters))
    }
  }

  /// Copies the moments that `optimizers` keep.
  func restoreMoments(_ store: ParameterStore, _ optimizers: [OptimizerState]) throws {
    for (index, parameter) in store.table.parameters.enumerated() {
      let part = ParameterPart.allCases.firstIndex(of: parameter.part) ?? 0
      if optimizers[part].optimizer.keepsFirst {
        try unsafe copy(MomentNames.first(parameter.name), parameter, to: store.values(index, in: store.first))
      }
      if optimizers[part].optimizer.keepsSecond {
        try unsafe copy(MomentNames.second(parameter.name), parameter, to: store.values(index, in: store.second))
      }
    }
  }

  func refusal(_ code: DiagnosticCode, _ message: String) -> Refusal {
    Refusal([.error(code, "`\(path)` \(message)", at: .none)])
  }

  private func damaged(_ key: String) -> Refusal {
    refusal("damaged-checkpoint", "holds a `\(key)` that this tool did not write")
  }

  private func json(_ key: String) throws -> JSONValue {
    guard let value = try? StrictJSON.read(Array(try string(key).utf8)) else { throw damaged(key) }
    return value
  }

  private func copy(
    _ name: String, _ parameter: ParameterSpec, to target: UnsafeMutableBufferPointer<Float>
  ) throws {
    guard let tensor = file.tensor(name) else { throw refusal("damaged-checkpoint", "lacks the tensor `\(name)`") }
    guard tensor.shape == [parameter.rows, parameter.columns], let values = tensor.floats, values.count == target.count
    else {
      throw refusal(
        "damaged-checkpoint",
        "holds `\(name)` as \(tensor.element.rawValue) of shape \(tensor.shape); the model needs F32 of shape "
          + "[\(parameter.rows), \(parameter.columns)]")
    }
    guard values.allSatisfy({ $0.isFinite }) else {
      throw refusal("damaged-checkpoint", "holds a value in `\(name)` that is not finite")
    }
    _ = unsafe target.update(fromContentsOf: values)
  }
}

/// Names of the optimiser's tensors.
enum MomentNames {
  static func first(_ parameter: String) -> String { "first_moment/\(parameter)" }
  static func second(_ parameter: String) -> String { "second_moment/\(parameter)" }
}
