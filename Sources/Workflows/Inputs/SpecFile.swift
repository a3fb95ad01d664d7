import Diagnostics

/// The text of a spec and where it stands.
package struct SpecFile: Sendable {
  /// What messages call it: the path as written, or `standard input`.
  package var name: String
  package var bytes: [UInt8]
  /// Absolute folder that paths in the spec are relative to. A symbolic link stands where its file stands.
  package var directory: String
  /// The file's name without its ending: the default of `name`.
  package var stem: String
  /// Whether it came from standard input.
  package var isStandardInput = false

  /// Bytes of a spec at most.
  static let limit = 1 << 20

  /// A text that no file holds, as a spec that this program makes.
  init(name: String, bytes: [UInt8], directory: String, stem: String) {
    self.name = name
    self.bytes = bytes
    self.directory = directory
    self.stem = stem
  }

  /// Reads the spec that `written` names; `-` is standard input, whose paths are relative to the working directory or,
  /// as an editor's unsaved text, to the folder of `standardInputPath`.
  package init(_ written: String, standardInputPath: String? = nil, in session: Session) throws {
    if written == "-" {
      name = standardInputPath ?? "standard input"
      bytes = try StopFlag.endingAtOnce {
        try InputFile.bytes(from: 0, path: "/dev/stdin", written: "standard input", limit: Self.limit)
      }
      isStandardInput = true
      if let standardInputPath {
        (directory, stem) = Self.place(session.path(standardInputPath))
      } else {
        directory = InputFile.absolute(session.currentDirectory.isEmpty ? "." : session.currentDirectory)
        stem = "stdin"
      }
      return
    }
    let path = session.path(written)
    name = written
    bytes = try InputFile.bytes(at: path, written: written, limit: Self.limit)
    (directory, stem) = Self.place(path)
  }

  /// The folder of a file, links followed, and its name without the ending.
  private static func place(_ path: String) -> (directory: String, stem: String) {
    let full = InputFile.resolvingLinks(InputFile.absolute(path))
    let place = full.lastIndex(of: "/") ?? full.startIndex
    let directory = place == full.startIndex ? "/" : String(full[..<place])
    let file = full[place...].dropFirst()
    let stem = file.lastIndex(of: ".").flatMap { $0 == file.startIndex ? nil : String(file[..<$0]) } ?? String(file)
    return (directory, stem)
  }
}
