import Diagnostics
import ModelSpec

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the relative paths of data start.
package struct DataFolders: Sendable {
  /// Folder of the spec file; relative to the working directory, or empty for it.
  package var spec: String
  /// Texts whose paths are relative to the working directory instead: command-line arguments.
  package var arguments: Set<SourceID>
  /// Refuses data outside the spec's folder, links followed.
  package var isSandboxed: Bool

  package init(spec: String, arguments: Set<SourceID> = [], isSandboxed: Bool = false) {
    self.spec = spec
    self.arguments = arguments
    self.isSandboxed = isSandboxed
  }

  /// The absolute path of a written one. Nothing is looked up.
  func path(_ written: Spanned<String>) -> DataPath {
    var full = written.value
    if !full.hasPrefix("/") {
      if !arguments.contains(written.span.source) && !spec.isEmpty && spec != "." { full = joined(spec, full) }
      if !full.hasPrefix("/") { full = joined(Self.workingDirectory, full) }
    }
    return DataPath(written: written.value, full: full, span: written.span)
  }

  /// A finding when `path` lies outside the spec's folder: an error in the sandbox, else a note.
  func outsideFinding(_ path: DataPath) -> Diagnostic? {
    guard let file = Self.resolved(path.full) else { return nil }
    let folder = Self.resolved(joined(Self.workingDirectory, spec.isEmpty ? "." : spec)) ?? "/"
    if folder == "/" || file == folder || file.hasPrefix(folder + "/") { return nil }
    let message = "`\(visible(file))` lies outside the spec's folder"
    if isSandboxed { return .error("data-outside-folder", message, at: path.span).help("`--sandbox` was given") }
    return .note("data-outside-folder", message, at: path.span)
  }

  private func joined(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  private static var workingDirectory: String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  private static func resolved(_ path: String) -> String? {
    guard let result = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(result) }
    return unsafe String(cString: result)
  }
}
