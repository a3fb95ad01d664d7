import Checkpoint
import Diagnostics
import ExecutionPlan
import LatentModel
import TensorGraph
import TensorOps

/// What the command line says about a plan.
package struct PlanRequest: Sendable {
  package var spec: SpecRequest
  /// Print this stage and stop.
  package var dump: StageName?
  /// Rewrites that are switched off.
  package var without: Set<Rewrite> = []
  package var withTimings = false
  package var format = ReportFormat.text
  /// Draw the factor graph instead.
  package var graph: GraphFormat?
  /// Compare with this report instead.
  package var old: String?
  /// Write to this file instead of standard output.
  package var out: String?

  package init(spec: SpecRequest) { self.spec = spec }
}

/// How a factor graph is drawn.
package enum GraphFormat: String, Sendable, CaseIterable {
  /// For Graphviz.
  case dot
  case svg
}

/// Compiles a training step and shows what it costs, the artifact of one stage, the factor graph, or what changed since
/// an older report (status 5 on a change).
package func plan(_ request: PlanRequest, in session: Session) throws -> ExitStatus {
  let ways = [request.dump != nil, request.graph != nil, request.old != nil].count { $0 }
  guard ways <= 1 else { throw UsageError("--dump, --graph and --diff exclude each other") }
  if request.format == .json, request.dump != nil || request.graph != nil {
    throw UsageError("--dump and --graph print text: leave --json out")
  }
  let (text, status) = try planText(request, in: session)
  if let out = request.out {
    try AtomicFile.replace(session.path(out), with: Array(text.utf8))
  } else {
    try session.output.write(text)
  }
  return status
}

private func planText(_ request: PlanRequest, in session: Session) throws -> (String, ExitStatus) {
  if let dump = request.dump {
    let observer = DumpObserver(dump)
    do {
      _ = try CompiledStep(request.spec, Pipeline(observer: observer), without: request.without, in: session)
    } catch is DumpObserver.Reached {}
    return (observer.text ?? "", .success)
  }
  if let format = request.graph {
    let prepared = try Pipeline().prepare(request.spec, in: session)
    let graph = FactorGraph(prepared.model)
    return (format == .dot ? graph.dot : FactorGraphDrawing(graph).svg, .success)
  }
  let old = try request.old.map { written in
    let bytes = try InputFile.bytes(at: session.path(written), written: written, limit: 64 << 20)
    return try PlanDifferences.report(bytes, written: written)
  }
  let timings = TimingObserver()
  let step = try CompiledStep(request.spec, Pipeline(observer: timings), without: request.without, in: session)
  // Notes are for `validate`.
  let warnings = step.prepared.findings.filter { $0.severity > .note }
  if !warnings.isEmpty { try session.report(warnings) }
  if let finding = step.memory.finding(
    limits: step.prepared.spec.limits, batchSize: step.prepared.spec.training.batchSize)
  {
    throw Refusal([finding])
  }
  let json = step.json(timings: request.withTimings ? timings.json : nil)
  if let old {
    let differences = PlanDifferences(old: old, new: json)
    let text = request.format == .json ? differences.json.indentedText : differences.text
    return (text, differences.changes.isEmpty ? .success : .different)
  }
  if request.format == .json { return (json.indentedText, .success) }
  return (step.text + (request.withTimings ? "\n" + timings.text : ""), .success)
}

/// A training step, compiled and not run.
private struct CompiledStep {
  let prepared: PreparedModel
  let rewrites: [Graph.Applied]
  let plan: Plan
  let update: UpdateProgram
  let memory: MemoryNeed
  /// Bytes that evaluating the rows held out takes at its peak, beside those of training.
  let evaluation: Int

  init(_ request: SpecRequest, _ pipeline: Pipeline, without: Set<Rewrite>, in session: Session) throws {
    prepared = try pipeline.prepare(request, in: session)
    let batch = prepared.spec.training.batchSize.value.rows(of: prepared.dataset.facts.trainRows)
    let graph = try pipeline.graph(.gradient, prepared.model, prepared.parameters, batchSize: batch, without: without)
    plan = try pipeline.plan(graph, prepared.parameters)
    update = try pipeline.update(prepared.spec.training, prepared.parameters, without: without)
    rewrites = graph.rewrites + update.rewrites
    memory = MemoryNeed(plan: plan, parameters: prepared.parameters, facts: prepared.dataset.facts)
    evaluation = try EvaluationMemory(
      prepared.spec, prepared.model, prepared.parameters, facts: prepared.dataset.facts, batchSize: 1024
    ).peak
  }

  var text: String {
    [
      prepared.model.dump(), PlanCosts(plan, update).text, rewriteText, memoryText, plan.dump(), update.dump(),
    ].joined(separator: "\n")
  }

  /// What each rewrite did. One that is switched off is not named.
  private var rewriteText: String {
    let lines = rewrites.map { applied in
      "  \(applied.name): \(applied.count == 0 ? "unchanged" : counted(applied.count, "place"))\n"
    }
    return "rewrites\n" + lines.joined()
  }

  private var memoryText: String {
    memory.text + "  \(byteText(evaluation)) more to evaluate: \(byteText(memory.total + evaluation)) at the peak\n"
  }

  func json(timings: JSONValue?) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("version", 1), .init("model", ModelSummary(model: prepared.model, parameters: prepared.parameters).json),
      .init("memory", memory.json), .init("peak_memory", .integer(memory.total + evaluation)),
      .init("batch", .integer(plan.batchCapacity)),
      .init("instructions", .integer(plan.instructions.count)), .init("phases", .integer(plan.phases.count)),
      .init("flops", .finite(plan.flops)),
      .init("costs", PlanCosts(plan, update).json),
      .init("rewrites", .object(rewrites.map { .init($0.name, .integer($0.count)) })),
    ]
    if let timings { members.append(.init("milliseconds", timings)) }
    return .object(members)
  }
}
