import CPURuntime
import Diagnostics
import ModelSpec

extension TrainingRun {
  /// Evaluates the selected parameters on valid and test and writes the summary. Everything is saved before.
  func finish() throws -> Figures {
    var figures = Figures()
    figures["steps"] = Double(record.step)
    figures["epochs"] = Double(record.step) / Double(schedule.stepsPerEpoch)
    figures["parameters"] = Double(trainer.parameters.table.parameterCount)
    let (parameters, step) = try selected()
    figures["selected_step"] = Double(step)
    figures.append((record.lastEpoch ?? record.epoch).figures(trainer.isReported), under: "train")
    let context = EvaluationContext(request, parameters: parameters, memory: evaluationMemory)
    let evaluator = Evaluator(context, settings: request.prepared.spec.evaluation)
    let dataset = request.prepared.dataset
    for (name, split) in [("valid", dataset.valid), ("test", dataset.test)] {
      guard let split else { continue }
      let own = try evaluator.figures(of: split, voters: dataset.train, summed: request.sumsLikelihood)
      figures.append(own, under: name)
    }
    try clock.save()
    figures["seconds"] = clock.seconds
    try writeSummary(figures, path: request.folder.summaryPath)
    try request.observer.receive(.finished(figures))
    return figures
  }

  /// The parameters that `test.*` uses and their step: the best by validation ELBO among the evaluations so far, else
  /// the last.
  private func selected() throws -> (ParameterStore, Int) {
    guard request.prepared.spec.training.select.value == .validELBO, let chosen = record.best,
      chosen.step != record.step
    else { return (trainer.parameters, record.step) }
    return (try best.parameters(trainer.parameters.table, step: chosen.step), chosen.step)
  }
}

extension TrainingRequest {
  /// Whether log p(x) is among the figures.
  var sumsLikelihood: Bool { prepared.spec.evaluation.exact.value ?? prepared.model.logLikelihoodIsAffordable }
}
