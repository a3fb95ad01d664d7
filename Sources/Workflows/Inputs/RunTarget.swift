import Diagnostics

/// What the command line says about a trained model.
package struct RunRequest: Sendable {
  /// A spec, a run folder or a checkpoint.
  package var target: String
  /// The run folder when the target is a spec; nil is `runs/<name>/latest`.
  package var run: String?
  /// `path=value` for the spec that the data are read by.
  package var overrides: [String]
  /// Refuse data outside the spec's folder.
  package var isSandboxed: Bool

  package init(target: String, run: String? = nil, overrides: [String] = [], isSandboxed: Bool = false) {
    self.target = target
    self.run = run
    self.overrides = overrides
    self.isSandboxed = isSandboxed
  }
}

/// The files that a trained model is read from.
package struct RunTarget: Sendable {
  /// The checkpoint, as a path of this process.
  package var checkpoint: String
  /// The spec whose data rows are taken from, as written on the command line or found in the run folder. nil for a bare
  /// checkpoint: paths inside one are never followed.
  package var spec: String?
  /// The run folder; nil for a bare checkpoint.
  package var folder: String?

  /// Finds the files. A run folder gives its best checkpoint, or the last one where no best one was selected.
  /// `nameOfSpec` reads the name of a spec at a path, for the default run folder.
  package init(
    _ request: RunRequest, in session: Session, nameOfSpec: (String) throws -> String
  ) throws {
    let path = session.path(request.target)
    if request.target != "-", try InputFile.kind(of: path, written: request.target) == .folder {
      try Self.refuseRunOption(request)
      self = try RunTarget(folder: path, written: request.target, spec: nil)
    } else if request.target != "-", try Self.isCheckpoint(path, written: request.target) {
      try Self.refuseRunOption(request)
      checkpoint = path
    } else {
      let folder = try request.run ?? "runs/\(nameOfSpec(request.target))/latest"
      self = try RunTarget(folder: session.path(folder), written: folder, spec: request.target)
    }
  }

  private init(folder: String, written: String, spec: String?) throws {
    do {
      guard try InputFile.kind(of: folder, written: written) == .folder else {
        throw InputFile.refusal("not-a-run", "`\(written)` is a file, not a run folder")
      }
    } catch let refusal as Refusal {
      guard let spec else { throw refusal }
      let help = "train it first: `dvae-run \(spec) train`, or name a run with `--run`"
      throw Refusal(refusal.diagnostics.map { $0.help(help) })
    }
    let names = ["best.safetensors", "last.safetensors"]
    guard let file = names.first(where: { Self.isFile("\(folder)/\($0)") }) else {
      throw InputFile.refusal("not-a-run", "`\(written)` holds no checkpoint, neither \(names[0]) nor \(names[1])")
    }
    checkpoint = "\(folder)/\(file)"
    self.folder = folder
    self.spec = spec ?? (Self.isFile("\(folder)/spec.yaml") ? "\(folder)/spec.yaml" : nil)
  }

  /// Turns to the last checkpoint of a run folder, for a spec that selects the last; whether that is another one.
  mutating func takeLast() -> Bool {
    guard let folder, checkpoint.hasSuffix("/best.safetensors"), Self.isFile("\(folder)/last.safetensors") else {
      return false
    }
    checkpoint = "\(folder)/last.safetensors"
    return true
  }

  private static func isFile(_ path: String) -> Bool { (try? InputFile.kind(of: path, written: path)) == .file }

  private static func refuseRunOption(_ request: RunRequest) throws {
    if let run = request.run {
      throw UsageError("--run \(run) goes with a spec; `\(request.target)` already names a run")
    }
  }

  /// Whether a file begins like a safetensors file: the length of a header in eight bytes, then `{`. A spec holds no
  /// zero byte.
  package static func isCheckpoint(_ path: String, written: String) throws -> Bool {
    let bytes = try InputFile.prefix(of: path, written: written, count: 9)
    return (bytes.count == 9 && bytes[5...7].allSatisfy { $0 == 0 } && bytes[8] == UInt8(ascii: "{"))
      || written.hasSuffix(".safetensors")
  }
}
