import Diagnostics
import Workflows

/// What can come from a stranger, each read as the program reads it. Whatever the bytes are, they are accepted or
/// refused with words.
package enum FuzzInput: String, CaseIterable, Sendable {
  /// Bytes -> document.
  case document
  /// Spec -> report, plan, factor graph, rendered spec.
  case spec
  /// Arguments of `--set`, one a line.
  case set
  /// Data files, each read under several sections; what they say is made into a model.
  case csv, idx, npy, npz, gzip
  /// A checkpoint; see `CheckpointInput`.
  case checkpoint

  /// Reads `bytes`; `folder` is an empty folder that it may write to. Throws where the program would say that the
  /// mistake is its own.
  package func run(_ bytes: [UInt8], in folder: String) throws {
    do {
      switch self {
      case .document: try DocumentInput.run(bytes)
      case .spec: try SpecInput(folder: folder).run(spec: bytes)
      case .set: try SpecInput(folder: folder).run(overrides: bytes)
      case .csv, .idx, .npy, .npz: try DataInput(folder: folder, name: "data." + rawValue).run(bytes)
      case .gzip: try DataInput(folder: folder, name: "data.csv.gz").run(bytes)
      case .checkpoint: try CheckpointInput.run(bytes, in: folder)
      }
    } catch  where ExitStatus(error) != .bug {}
  }
}

/// A property that holds for every input does not.
package struct BrokenProperty: Error {
  var message: String
}

/// Runs `body`, whose refusals are an answer like any other.
func answering(_ body: () throws -> Void) throws {
  do { try body() } catch  where ExitStatus(error) != .bug {}
}
