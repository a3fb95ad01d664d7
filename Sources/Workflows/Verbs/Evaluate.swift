import Datasets
import Diagnostics
import ModelSpec

/// What `evaluate` is asked for.
package struct EvaluateRequest: Sendable {
  package var source: RunRequest
  package var rows: RowsRequest
  package var format: ReportFormat

  package init(source: RunRequest, rows: RowsRequest = RowsRequest(), format: ReportFormat = .text) {
    self.source = source
    self.rows = rows
    self.format = format
  }
}

/// Reports the figures of a trained model: of every held-out split (train when there is none), of one split, or of the
/// rows of a file, which are called `data`. How many draws, and whether log p(x) is summed, is the spec's `evaluation`.
package func evaluate(_ request: EvaluateRequest, _ machine: MachineRequest, in session: Session) throws -> ExitStatus {
  let run = try session.load(request.source)
  let loaded = run.loaded
  let settings = run.source?.spec.evaluation ?? loaded.spec.evaluation
  let limit = loaded.spec.limits.memory.value
  let context = EvaluationContext(
    model: loaded.model, facts: loaded.facts, parameters: loaded.parameters, machine: try Machine(machine),
    pipeline: Pipeline(), seed: settings.seed.value, memory: max(0, limit - 4 * loaded.table.elementCount),
    stop: { StopFlag.signal })
  let evaluator = Evaluator(context, settings: settings)
  let summed = settings.exact.value ?? loaded.model.logLikelihoodIsAffordable
  var figures = Figures()
  figures["parameters"] = Double(loaded.table.parameterCount)
  figures["selected_step"] = Double(loaded.step)
  let (splits, voters) = try session.splits(request.rows, of: run)
  for (name, split) in splits {
    figures.append(try evaluator.figures(of: split, voters: voters, summed: summed), under: name)
  }
  if request.format == .json {
    try session.output.write(JSONValue.object(figures.members).indentedText)
    return .success
  }
  try session.output.line("\(visible(loaded.identity.name)) at step \(grouped(loaded.step))")
  for (name, _) in splits {
    try session.output.write(FiguresText(figures, split: name, model: loaded.model).text)
  }
  return .success
}

extension Session {
  /// The rows to report, by name, and those whose labels vote for what a code means.
  fileprivate func splits(
    _ request: RowsRequest, of run: TrainedRun
  ) throws -> (splits: [(String, Split)], voters: Split?) {
    if request.data != nil {
      let hasVoters = run.source != nil && !run.loaded.model.labels.isEmpty
      return ([("data", try rows(request, of: run))], hasVoters ? try dataset(of: run).train : nil)
    }
    let dataset = try dataset(of: run)
    if let name = request.split { return ([(name, try rows(name, of: dataset))], dataset.train) }
    let held = [("valid", dataset.valid), ("test", dataset.test)].compactMap { name, split in split.map { (name, $0) } }
    return (held.isEmpty ? [("train", dataset.train)] : held, dataset.train)
  }
}
