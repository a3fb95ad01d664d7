import Diagnostics
import ModelSpec
import TensorGraph

/// Checks specs, folders of specs and checkpoints, and reports all of it on standard output. The status is that of the
/// worst.
package func validate(
  _ requests: [SpecRequest], withoutData: Bool, format: ReportFormat, in session: Session
) throws -> ExitStatus {
  var reports: [ValidationReport] = []
  for target in try requests.flatMap({ try expanded($0, in: session) }) {
    let report = try ValidationReport(target, withoutData: withoutData, in: session)
    reports.append(report)
    if format == .text {
      if reports.count > 1 { try session.output.line("") }
      try session.output.write(report.text(sources: session.sources, useColour: session.isOutputColoured))
    }
  }
  if format == .json { try session.output.write(json(reports, session).indentedText) }
  return reports.allSatisfy(\.isFine) ? .success : .refused
}

/// The files that a target of `validate` means: a folder is every spec and checkpoint in it.
private func expanded(_ request: SpecRequest, in session: Session) throws -> [SpecRequest] {
  let path = session.path(request.target)
  guard request.target != "-", (try? InputFile.kind(of: path, written: request.target)) == .folder else {
    return [request]
  }
  let names = try InputFile.names(inFolder: path, written: request.target)
    .filter { name in [".yaml", ".yml", ".safetensors"].contains { name.hasSuffix($0) } && !name.hasPrefix(".") }
  guard !names.isEmpty else {
    throw InputFile.refusal("no-spec", "`\(request.target)` holds no spec: no file that ends in .yaml or .yml")
  }
  return names.map { name in
    var copy = request
    copy.target = request.target.hasSuffix("/") ? request.target + name : "\(request.target)/\(name)"
    return copy
  }
}

private func json(_ reports: [ValidationReport], _ session: Session) -> JSONValue {
  let envelope = JSONReport(sources: session.sources).value(reports.flatMap(\.findings))
  return [
    "version": 1, "ok": .boolean(reports.allSatisfy(\.isFine)), "diagnostics": envelope["diagnostics"] ?? [],
    "files": .array(reports.map(\.json)),
  ]
}
