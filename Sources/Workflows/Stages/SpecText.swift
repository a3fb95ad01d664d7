import Datasets
import Diagnostics
import ModelSpec
import YAMLDocument

/// What a spec is read from: a text and the overrides of the command line, all quotable in messages.
struct SpecText {
  var file: SpecFile
  var source: SourceID
  var overrides: [Override]
  /// Where relative paths start: a spec's at its own folder, an override's at the working directory.
  var folders: DataFolders

  /// Throws `Refusal` with everything that is wrong with the overrides, or when there is no such file.
  init(_ request: SpecRequest, in session: Session) throws {
    try self.init(
      SpecFile(request.target, standardInputPath: request.standardInputPath, in: session),
      overrides: request.overrides, isSandboxed: request.isSandboxed, in: session
    )
  }

  /// The same for a text that is already in hand, as the one a checkpoint carries.
  init(_ file: SpecFile, overrides arguments: [String], isSandboxed: Bool, in session: Session) throws {
    self.file = file
    source = session.sources.add(name: file.name, bytes: file.bytes)
    overrides = []
    var findings: [Diagnostic] = []
    for argument in arguments {
      do {
        overrides.append(try Override(argument: argument, sources: &session.sources))
      } catch let refusal as Refusal {
        findings += refusal.diagnostics
      }
    }
    if !findings.isEmpty { throw Refusal(findings) }
    folders = DataFolders(
      spec: file.directory, arguments: Set(overrides.map(\.span.source)), isSandboxed: isSandboxed)
  }

  /// The `data` section of `document`; nil where an override changes it.
  func dataNode(_ document: Document) -> Node? {
    overrides.contains { $0.path.first?.value == "data" } ? nil : document.root["data"]
  }
}
