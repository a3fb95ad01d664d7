import Checkpoint
import Diagnostics
import Glibc
import ModelSpec
import TensorGraph

/// What the command line says about a check.
package struct ValidateRequest: Sendable {
  package var targets: [SpecRequest]
  /// Check what needs no data only.
  package var withoutData = false
  /// Read all data, also what the cache knows.
  package var withoutCache = false
  /// At most one without a file.
  package var outputs: [ReportOutput] = [ReportOutput(format: .auto)]
  /// A finding this bad ends in status 1.
  package var failsFrom = Severity.error

  package init(targets: [SpecRequest]) { self.targets = targets }
}

/// Checks specs, folders of specs and checkpoints, and reports all of it. The status is that of the worst, the same for
/// every format.
package func validate(_ request: ValidateRequest, in session: Session) throws -> ExitStatus {
  let printed = request.outputs.filter { $0.file == nil }
  guard printed.count <= 1 else {
    throw UsageError("two reports go to standard output: give all but one a file, as `--format sarif=report.sarif`")
  }
  if request.withoutCache { session.factsCache = nil }
  let isStreamed = printed.first?.decided == .text
  var reports: [ValidationReport] = []
  for target in try request.targets.flatMap({ try expanded($0, in: session) }) {
    let report = try ValidationReport(target, withoutData: request.withoutData, in: session)
    reports.append(report)
    guard isStreamed else { continue }
    if reports.count > 1 { try session.output.line("") }
    try session.output.write(report.text(sources: session.sources, useColour: session.isOutputColoured))
  }
  let all = CheckReports(reports: reports, sources: session.sources, failsFrom: request.failsFrom)
  for output in request.outputs {
    if let file = output.file {
      try AtomicFile.replace(session.path(file), with: Array(all.text(output.decided, useColour: false).utf8))
    } else if !isStreamed {
      try session.output.write(all.text(output.decided, useColour: false))
    }
  }
  return reports.allSatisfy { $0.isFine(failsFrom: request.failsFrom) } ? .success : .refused
}

/// The files that a target of `validate` means: a folder is every spec and checkpoint in it, a pattern every file it
/// fits.
private func expanded(_ request: SpecRequest, in session: Session) throws -> [SpecRequest] {
  guard request.target != "-" else { return [request] }
  func requests(_ names: [String]) -> [SpecRequest] {
    names.map { name in
      var copy = request
      copy.target = name
      return copy
    }
  }
  let path = session.path(request.target)
  guard let kind = try? InputFile.kind(of: path, written: request.target) else {
    let found = request.target.contains(where: "*?[".contains) ? matches(path) : []
    if found.isEmpty { return [request] }
    let prefix = path.utf8.count - request.target.utf8.count
    return requests(found.map { String(decoding: $0.utf8.dropFirst(prefix), as: UTF8.self) })
  }
  guard kind == .folder else { return [request] }
  let names = try InputFile.names(inFolder: path, written: request.target)
    .filter { name in [".yaml", ".yml", ".safetensors"].contains { name.hasSuffix($0) } && !name.hasPrefix(".") }
  guard !names.isEmpty else {
    throw InputFile.refusal("no-spec", "`\(request.target)` holds no spec: no file that ends in .yaml or .yml")
  }
  return requests(names.map { request.target.hasSuffix("/") ? request.target + $0 : "\(request.target)/\($0)" })
}

/// Files that a pattern of the shell fits, sorted by bytes.
private func matches(_ pattern: String) -> [String] {
  var found = unsafe glob_t()
  defer { unsafe globfree(&found) }
  guard unsafe glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
  return unsafe (0..<Int(found.gl_pathc)).compactMap { unsafe found.gl_pathv[$0].map { unsafe String(cString: $0) } }
    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
