import Ablation
import Checkpoint
import Datasets
import Diagnostics
import Glibc
import ModelSpec
import TensorGraph

/// A process that makes the runs of an ablation, one after another: orders come as lines of JSON on standard input,
/// answers go to standard output. It reads the data once and keeps them.
///
/// A signal, or a parent that is gone, stops it after a checkpoint. Throws `Stopped` then, and what reading the spec
/// and its data throws.
package func ablationWorker(in session: Session) throws -> ExitStatus {
  let input = LineReader(descriptor: 0)
  guard let line = try StopFlag.endingAtOnce({ try input.next() }), let json = try? StrictJSON.read(line),
    let start = WorkerStart(json)
  else { throw UsageError("this verb is for `ablate` itself: it reads orders from standard input") }
  let worker = try AblationWorker(start, session)
  try worker.answer(.ready(fingerprint: worker.fingerprint))
  while let line = try StopFlag.endingAtOnce({ try input.next() }) {
    guard let json = try? StrictJSON.read(line), let order = WorkerOrder(json) else {
      throw InternalError(stage: "ablate", "a worker was sent a line that is no order")
    }
    try worker.follow(order)
  }
  return .success
}

private struct AblationWorker {
  let start: WorkerStart
  let session: Session
  let dataset: Dataset
  let fingerprint: String
  let machine: Machine

  init(_ start: WorkerStart, _ session: Session) throws {
    self.start = start
    self.session = session
    let reading = Session(currentDirectory: start.currentDirectory, output: session.output, errors: session.errors)
    let text = try SpecText(start.file, overrides: start.overrides, isSandboxed: start.isSandboxed, in: reading)
    dataset = try Pipeline().load(Pipeline().read(text, sources: reading.sources))
    fingerprint = dataset.fingerprint().text
    machine = try Machine(start.machine)
  }

  func answer(_ answer: WorkerAnswer) throws {
    try session.output.line(answer.json.compactText)
    try session.output.flush()
  }

  /// Makes one run, whatever comes of it, and answers. Throws `Stopped`, and `ReaderGone` when the parent is gone.
  func follow(_ order: WorkerOrder) throws {
    let own = Session(currentDirectory: start.currentDirectory, output: session.output, errors: CheckedWriter())
    do {
      guard let folder = try folder(order) else { return try answer(.busy) }
      try make(order, in: folder, own)
      try answer(.finished)
    } catch let stopped as Stopped {
      throw stopped
    } catch let gone as ReaderGone {
      throw gone
    } catch {
      try own.report(error)
      try answer(.failed(status: ExitStatus(error).rawValue, words: own.errors.text))
    }
  }

  /// The run's folder; nil when another process keeps it. One that was told to stop may need a moment to save.
  private func folder(_ order: WorkerOrder) throws -> RunFolder? {
    for attempt in 0..<40 {
      if attempt > 0 { usleep(50_000) }
      try StopFlag.check()
      do {
        return try RunFolder(path: order.folder, mode: order.overwrites ? .overwrite : .resume)
      } catch is RunFolder.Taken { continue }
    }
    return nil
  }

  private func make(_ order: WorkerOrder, in folder: RunFolder, _ session: Session) throws {
    if let result = RunResultFile.read(folder.path), result.key == order.key, result.dataFingerprint == fingerprint {
      return
    }
    let overrides = start.overrides + order.overrides
    let prepared = try prepared(overrides, session)
    let settings = SpecSettings(prepared.source.reading.root)
    guard settings.digest == order.key.specHash else {
      throw InternalError(stage: "ablate", "the spec of \(order.key.folderName) is another when written as overrides")
    }
    var result = RunResult(
      specHash: order.key.specHash, seed: order.key.seed, planHash: order.planHash, dataFingerprint: fingerprint,
      evaluation: settings.evaluation, version: "\(Version.tool)", machine: MachineName.text(machine))
    do {
      let run = try TrainingRun(
        TrainingRequest(
          prepared: prepared, overrides: overrides, fingerprint: fingerprint, folder: folder, machine: machine,
          pipeline: Pipeline(), observer: StepAnswers(self), stop: { StopFlag.signal ?? parentIsGone() }))
      result.figures = try run.run().entries.map { ($0.name, $0.value) } + [("cost", order.cost)]
    } catch let divergence as Divergence {
      // It would diverge again: this is the run's result.
      try session.report(divergence)
      result.failure = session.errors.text
    }
    try RunResultFile.write(result, folder.path)
  }

  private func prepared(_ overrides: [String], _ session: Session) throws -> PreparedModel {
    let text = try SpecText(start.file, overrides: overrides, isSandboxed: start.isSandboxed, in: session)
    let source = try Pipeline().read(text, sources: session.sources)
    let resolution = try Pipeline().resolve(source.spec, dataset.facts)
    return PreparedModel(
      source: source, dataset: dataset, model: resolution.model, parameters: ParameterTable(resolution.model),
      findings: [])
  }
}

/// SIGTERM once the parent has closed its end of standard input, even if it could not say so.
private func parentIsGone() -> Int32? {
  var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
  guard unsafe poll(&input, 1, 0) > 0 else { return nil }
  return input.revents & Int16(POLLHUP | POLLERR) != 0 ? SIGTERM : nil
}

/// Tells the parent how far a run is.
private final class StepAnswers: TrainingObserver {
  let progressInterval: Duration? = .milliseconds(200)
  private let worker: AblationWorker

  init(_ worker: AblationWorker) { self.worker = worker }

  func receive(_ event: TrainingEvent) throws {
    switch event {
    case .started(let start): try worker.answer(.step(start.step))
    case .progress(let progress): try worker.answer(.step(progress.step))
    case .epoch, .evaluated, .saved, .finished: break
    }
  }
}

/// `result.json` of a run folder of an ablation, written when everything else of the run is.
enum RunResultFile {
  static func path(_ folder: String) -> String { "\(folder)/result.json" }

  /// nil when there is none, or it is damaged: the run is then gone on with.
  static func read(_ folder: String) -> RunResult? {
    guard let bytes = try? InputFile.bytes(at: path(folder), written: path(folder), limit: 64 << 20),
      let json = try? StrictJSON.read(bytes)
    else { return nil }
    return RunResult(json)
  }

  static func write(_ result: RunResult, _ folder: String) throws {
    try AtomicFile.replace(path(folder), with: Array(result.json.indentedText.utf8))
  }
}

/// What a run was made on, for people: name of the machine, kernels, threads.
enum MachineName {
  static func text(_ machine: Machine) -> String {
    var names = utsname()
    unsafe uname(&names)
    let node = unsafe withUnsafeBytes(of: &names.nodename) {
      unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    return "\(node) \(machine.kernels.name)"
  }
}
