import Diagnostics
import Glibc

/// What the command line says about a training run.
package struct TrainRequest: Sendable {
  package var spec: SpecRequest
  /// The run folder; nil is `runs/<name>/<time>`, or `runs/<name>/latest` to resume or overwrite.
  package var run: String?
  package var mode: RunFolder.Mode
  package var machine: MachineRequest
  /// Events as JSON lines on standard output, instead of progress for people and a report.
  package var writesEvents: Bool
  package var format: ReportFormat

  package init(
    spec: SpecRequest, run: String? = nil, mode: RunFolder.Mode = .new, machine: MachineRequest = MachineRequest(),
    writesEvents: Bool = false, format: ReportFormat = .text
  ) {
    self.spec = spec
    self.run = run
    self.mode = mode
    self.machine = machine
    self.writesEvents = writesEvents
    self.format = format
  }
}

/// Trains a spec and reports its figures. Progress and findings go to standard error.
///
/// Throws `Refusal`, `MachineFailure`, `Divergence`, and `Stopped` after the checkpoint that a signal asked for.
package func train(_ request: TrainRequest, in session: Session) throws -> ExitStatus {
  let pipeline = Pipeline()
  let prepared = try pipeline.prepare(request.spec, in: session)
  if !prepared.findings.isEmpty { try session.report(prepared.findings) }
  let machine = try Machine(request.machine)
  let folder = try runFolder(request, name: prepared.spec.name.value, in: session)
  let observer: any TrainingObserver =
    request.writesEvents
    ? JSONEvents(session.output) : TextProgress(session.errors, isTerminal: isatty(2) == 1)
  let run = try TrainingRun(
    TrainingRequest(
      prepared: prepared, overrides: request.spec.overrides, folder: folder, machine: machine, pipeline: pipeline,
      observer: observer, stop: { StopFlag.signal }))
  let figures = try run.run()
  if request.writesEvents { return .success }
  if request.format == .json {
    try session.output.write(JSONValue.object(figures.members).indentedText)
  } else {
    for split in ["valid", "test"] where figures.has("\(split).elbo") {
      try session.output.write(FiguresText(figures, split: split, model: prepared.model).text)
    }
    try session.output.line("run: \(folder.path)")
  }
  return .success
}

private func runFolder(_ request: TrainRequest, name: String, in session: Session) throws -> RunFolder {
  if let run = request.run { return try RunFolder(path: session.path(run), mode: request.mode) }
  let parent = session.path("runs/\(name)")
  if request.mode == .new { return try RunFolder.timestamped(in: parent, time: currentTime()) }
  guard unsafe access("\(parent)/latest", F_OK) == 0 else {
    throw Refusal([.error("no-run", "there is no run `\(parent)/latest` to go on with", at: .none)])
  }
  return try RunFolder(path: InputFile.resolvingLinks("\(parent)/latest"), mode: request.mode)
}

/// Now in UTC, as `2026-01-31T23-59-59`.
private func currentTime() -> String {
  var seconds = time(nil)
  var parts = unsafe tm()
  unsafe gmtime_r(&seconds, &parts)
  let numbers = unsafe [
    parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
  ]
  let texts = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
  return texts[0...2].joined(separator: "-") + "T" + texts[3...5].joined(separator: "-")
}
