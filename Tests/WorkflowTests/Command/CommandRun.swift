import Diagnostics
import Foundation
import Workflows
import dvae_run

/// How a command ended and what it wrote.
struct CommandRun {
  var status: Int32
  var output: String
  var errors: String

  /// Runs a command line in this process, with the working directory it should think it has.
  init(_ arguments: [String], in folder: String, cache: FactsCache? = nil) {
    let (output, errors) = (CheckedWriter(), CheckedWriter())
    let session = Session(currentDirectory: folder, output: output, errors: errors, factsCache: cache)
    status = runCommand(arguments, in: session).rawValue
    self.output = output.text
    self.errors = errors.text
  }

  /// Runs the built binary through the shell, as `$B` in `script`.
  init(shell script: String, in folder: String) throws {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["B": Self.binary, "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin"]
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  /// The command beside the test bundle.
  static let binary: String = {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("dvae-run").path
  }()
}

/// A folder that vanishes with its owner.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("dvae-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, making the folders above it.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: false, encoding: .utf8)
    return url.path
  }

  /// Writes the bytes of a file.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path).appendingPathComponent(name))
  }

  /// The spec `toy.yaml` and its data `toy.csv`: four binary columns, 24 rows.
  static func toy(_ spec: String = TemporaryFolder.toySpec) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("toy.yaml", spec)
    let rows = (0..<24).map { row in row % 2 == 0 ? "1,1,0,\(row / 2 % 2)" : "0,0,1,\(row / 2 % 2)" }
    try folder.write("toy.csv", (["a,b,c,d"] + rows).joined(separator: "\n") + "\n")
    return folder
  }

  static let toySpec = """
    version: 1
    data:
      train: toy.csv
      valid: {every: 4, offset: 1}
      fields: {bits: {columns: [a, b, c, d], type: binary}}
    latents: {z: {categories: 2}, w: {categories: 3, parents: [z]}}
    objective: {gradient: exact}
    training: {steps: 30, batch_size: 8, optimizer: {adam: {learning_rate: 3e-2}}}
    """
}
