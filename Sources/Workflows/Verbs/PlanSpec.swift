import Diagnostics
import ExecutionPlan
import LatentModel
import TensorGraph

/// Compiles a training step and shows what it costs, or shows the artifact of one stage.
package func plan(
  _ request: SpecRequest, dump: StageName?, withTimings: Bool, format: ReportFormat, in session: Session
) throws -> ExitStatus {
  if let dump {
    if format == .json { throw UsageError("--dump prints text: leave --json out") }
    let observer = DumpObserver(dump)
    do { _ = try CompiledStep(request, Pipeline(observer: observer), in: session) } catch is DumpObserver.Reached {}
    try session.output.write(observer.text ?? "")
    return .success
  }
  let timings = TimingObserver()
  let step = try CompiledStep(request, Pipeline(observer: timings), in: session)
  if !step.prepared.findings.isEmpty { try session.report(step.prepared.findings) }
  if let finding = step.memory.finding(
    limits: step.prepared.spec.limits, batchSize: step.prepared.spec.training.batchSize)
  {
    throw Refusal([finding])
  }
  if format == .json {
    try session.output.write(step.json(timings: withTimings ? timings.json : nil).indentedText)
  } else {
    try session.output.write(step.text + (withTimings ? "\n" + timings.text : ""))
  }
  return .success
}

/// A training step, compiled and not run.
private struct CompiledStep {
  let prepared: PreparedModel
  let plan: Plan
  let memory: MemoryNeed
  /// Bytes that evaluating the rows held out takes at its peak, beside those of training.
  let evaluation: Int

  init(_ request: SpecRequest, _ pipeline: Pipeline, in session: Session) throws {
    prepared = try pipeline.prepare(request, in: session)
    let batch = prepared.spec.training.batchSize.value.rows(of: prepared.dataset.facts.trainRows)
    plan = try pipeline.plan(.gradient, prepared.model, prepared.parameters, batchSize: batch)
    memory = MemoryNeed(plan: plan, parameters: prepared.parameters, facts: prepared.dataset.facts)
    evaluation = try EvaluationMemory(
      prepared.spec, prepared.model, prepared.parameters, facts: prepared.dataset.facts, batchSize: 1024
    ).peak
  }

  var text: String {
    [prepared.model.dump(), PlanCosts(plan).text, memoryText, plan.dump()].joined(separator: "\n")
  }

  private var memoryText: String {
    memory.text + "  \(byteText(evaluation)) more to evaluate: \(byteText(memory.total + evaluation)) at the peak\n"
  }

  func json(timings: JSONValue?) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("version", 1), .init("model", ModelSummary(model: prepared.model, parameters: prepared.parameters).json),
      .init("memory", memory.json), .init("peak_memory", .integer(memory.total + evaluation)),
      .init("batch", .integer(plan.batchCapacity)),
      .init("instructions", .integer(plan.instructions.count)), .init("flops", .finite(plan.flops)),
      .init("costs", PlanCosts(plan).json),
    ]
    if let timings { members.append(.init("milliseconds", timings)) }
    return .object(members)
  }
}
