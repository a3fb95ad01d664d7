import Diagnostics
import Foundation

@testable import Workflows

/// A folder of its own with a small data set and a spec, removed with the object.
final class SyntheticRun {
  let folder: URL

  /// 90 rows of twelve bits and a label, in three groups: bits of the group's pattern, some flipped.
  init(spec: String = SyntheticRun.spec) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("dvae-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(spec, to: "spec.yaml")
    try writeData(changedRow: nil)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to file: String) throws {
    try text.write(to: folder.appendingPathComponent(file), atomically: true, encoding: .utf8)
  }

  /// Writes the data; the first bit of `changedRow` is flipped.
  func writeData(changedRow: Int?) throws {
    var text = ""
    for row in 0..<90 {
      let group = row * 7 % 3
      var cells = (0..<12).map { Self.bit(row: row, column: $0) }
      if row == changedRow { cells[0] = 1 - cells[0] }
      text += cells.map { "\($0)" }.joined(separator: ",") + ",g\(group)\n"
    }
    try write(text, to: "data.csv")
  }

  /// A cell of the data, before any change.
  static func bit(row: Int, column: Int) -> Int {
    let bit = column / 4 == row * 7 % 3 ? 1 : 0
    return (row * 31 + column * 17) % 11 == 0 ? 1 - bit : bit
  }

  static let spec = """
    version: 1
    name: synthetic
    data:
      train: data.csv
      header: false
      valid: {fraction: 0.2}
      test: {fraction: 0.2}
      fields:
        bits: {columns: 0-11, type: binary}
        group: {columns: 12, type: categorical, role: label}
    latents:
      style: {categories: 3}
      detail: {categories: 2, count: 3, parents: [style]}
    encoder: {layers: [{dense: 16}, relu]}
    decoder: {layers: [{dense: 16}, relu]}
    objective: {gradient: {rloo: {samples: 2}}}
    training: {steps: 40, batch_size: 16, seed: 3, checkpoint_every: {steps: 10}}
    evaluation: {importance_samples: 5}
    """

  /// Reads the spec and its data.
  func prepare(_ overrides: [String] = []) throws -> PreparedModel {
    let session = Session(currentDirectory: folder.path, output: CheckedWriter(), errors: CheckedWriter())
    return try Pipeline().prepare(SpecRequest(target: "spec.yaml", overrides: overrides), in: session)
  }

  /// A run in the folder called `name`.
  func request(
    _ name: String = "run", _ overrides: [String] = [], mode: RunFolder.Mode = .new, threads: Int = 1,
    observer: any TrainingObserver = SilentTrainingObserver(), stop: @escaping @Sendable () -> Int32? = { nil }
  ) throws -> TrainingRequest {
    TrainingRequest(
      prepared: try prepare(overrides), overrides: overrides, folder: try RunFolder(path: path(name), mode: mode),
      machine: try Machine(MachineRequest(threads: threads)), pipeline: Pipeline(), observer: observer, stop: stop)
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// The bytes of a file of a run.
  func bytes(_ name: String, _ file: String = "last.safetensors") throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name).appendingPathComponent(file))
  }
}

/// Asks to stop after a number of questions.
final class StopAfter: @unchecked Sendable {
  private var left: Int
  init(_ count: Int) { left = count }

  func signal() -> Int32? {
    left -= 1
    return left < 0 ? 15 : nil
  }
}
