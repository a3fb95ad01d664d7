import CPURuntime
import Diagnostics
import ExecutionPlan
import ModelSpec
import TensorGraph

/// What the command line says about a benchmark.
package struct BenchRequest: Sendable {
  package var spec: SpecRequest
  package var machine: MachineRequest
  /// Steps that are timed, twice: whole, and in parts.
  package var steps: Int
  package var format: ReportFormat
  /// Rewrites that are switched off.
  package var without: Set<Rewrite> = []

  package init(
    spec: SpecRequest, machine: MachineRequest = MachineRequest(), steps: Int = 200, format: ReportFormat = .text
  ) {
    self.spec = spec
    self.machine = machine
    self.steps = steps
    self.format = format
  }
}

/// Measures the machine, then training steps of a spec on it, and reports how near they come. Nothing is saved.
///
/// Throws `Refusal`, `MachineFailure`, `Divergence`, and `Stopped` when a signal asks for it.
package func bench(_ request: BenchRequest, in session: Session) throws -> ExitStatus {
  let pipeline = Pipeline()
  let prepared = try pipeline.prepare(request.spec, in: session)
  if !prepared.findings.isEmpty { try session.report(prepared.findings) }
  let machine = try Machine(request.machine)
  let schedule = try TrainingSchedule(prepared.spec.training, rows: prepared.dataset.train.rowCount)
  let graph = try pipeline.graph(
    .gradient, prepared.model, prepared.parameters, batchSize: schedule.batchSize, without: request.without)
  let plan = try pipeline.plan(graph, prepared.parameters)
  let update = try pipeline.update(prepared.spec.training, prepared.parameters, without: request.without)
  let need = MemoryNeed(plan: plan, parameters: prepared.parameters, facts: prepared.dataset.facts)
  if let finding = need.finding(limits: prepared.spec.limits, batchSize: prepared.spec.training.batchSize) {
    throw MachineFailure(([finding.message] + finding.help).joined(separator: ": "))
  }
  let speed = try MachineSpeed(machine, footprint: need.plan + need.parameters)
  let trainer = try Trainer(
    plan: plan, update: update, model: prepared.model, dataset: prepared.dataset,
    training: prepared.spec.training, schedule: schedule,
    parameters: try ParameterStore(prepared.parameters, isTraining: true),
    kernels: machine.kernels, pool: machine.pool)
  let report = try measure(trainer, plan, update, speed, steps: request.steps)
  if request.format == .json {
    try session.output.write(report.json.indentedText)
  } else {
    try session.output.write(report.text)
  }
  return .success
}

/// Warms up, then times whole steps and parts of steps in turn. The short last batch of an epoch is another step: it is
/// taken and not timed.
private func measure(
  _ trainer: Trainer, _ plan: Plan, _ update: UpdateProgram, _ machine: MachineSpeed, steps: Int
) throws -> BenchmarkReport {
  for _ in 0..<max(10, steps / 10) { try step(trainer) }
  let rows = trainer.schedule.batchSize
  let samples = StepSamples(plan, steps: steps)
  var whole: [UInt64] = []
  whole.reserveCapacity(steps)
  var timesParts = false
  while whole.count < steps || timesParts {
    if trainer.schedule.positions(after: trainer.step).count < rows {
      try step(trainer)
      continue
    }
    if let signal = StopFlag.signal { throw Stopped(signal: signal) }
    if timesParts {
      try samples.measure(trainer)
    } else {
      let start = monotonicNanoseconds()
      try trainer.takeStep()
      whole.append(monotonicNanoseconds() &- start)
    }
    timesParts.toggle()
  }
  return BenchmarkReport(
    machine: machine, rows: rows, secondsPerStep: StepSamples.median(whole), batchSeconds: samples.batchSeconds,
    parts: samples.parts(plan, update, parameters: trainer.parameters.table.elementCount),
    residentBytes: ResidentMemory.bytes)
}

private func step(_ trainer: Trainer) throws {
  if let signal = StopFlag.signal { throw Stopped(signal: signal) }
  try trainer.takeStep()
}
