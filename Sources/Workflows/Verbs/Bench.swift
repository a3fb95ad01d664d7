import CPURuntime
import Diagnostics
import ExecutionPlan
import ModelSpec
import TensorGraph

/// What a benchmark times.
package enum BenchTask: String, Sendable, CaseIterable {
  /// Training steps.
  case train
  /// What q says of rows: marginals and the most probable z.
  case encode
  /// Draws from p(z) and p(x | z).
  case sample

  /// What one call is called.
  var call: String { self == .train ? "step" : "call" }
}

/// What the command line says about a benchmark.
package struct BenchRequest: Sendable {
  package var spec: SpecRequest
  package var machine: MachineRequest
  package var task: BenchTask
  /// Rows of a call of inference; nil: 256. A training step has the spec's.
  package var rows: Int?
  /// Steps that are timed, twice: whole, and in parts.
  package var steps: Int
  package var format: ReportFormat
  /// Rewrites that are switched off, of training steps.
  package var without: Set<Rewrite> = []

  package init(
    spec: SpecRequest, machine: MachineRequest = MachineRequest(), task: BenchTask = .train, rows: Int? = nil,
    steps: Int = 200, format: ReportFormat = .text
  ) {
    self.spec = spec
    self.machine = machine
    self.task = task
    self.rows = rows
    self.steps = steps
    self.format = format
  }
}

/// Measures the machine, then training steps of a spec on it, or inference, and reports how near they come. Nothing is
/// saved.
///
/// Throws `Refusal`, `MachineFailure`, `Divergence`, and `Stopped` when a signal asks for it.
package func bench(_ request: BenchRequest, in session: Session) throws -> ExitStatus {
  let pipeline = Pipeline()
  let prepared = try pipeline.prepare(request.spec, in: session)
  if !prepared.findings.isEmpty { try session.report(prepared.findings) }
  let machine = try Machine(request.machine)
  let work: any TimedWork =
    request.task == .train
    ? try trainingSteps(prepared, pipeline, machine, without: request.without)
    : try InferenceCalls(request.task, prepared, rows: request.rows ?? 256, machine)
  // What a step touches: of training also the gradient and the moments.
  let values = prepared.parameters.elementCount * MemoryLayout<Float>.stride * (request.task == .train ? 4 : 1)
  let speed = try MachineSpeed(machine, footprint: work.plans.reduce(values) { $0 + $1.memoryBytes })
  let report = try measure(work, request.task, speed, calls: request.steps)
  if request.format == .json {
    try session.output.write(report.json.indentedText)
  } else {
    try session.output.write(report.text)
  }
  return .success
}

private func trainingSteps(
  _ prepared: PreparedModel, _ pipeline: Pipeline, _ machine: Machine, without: Set<Rewrite>
) throws -> TrainingSteps {
  let training = prepared.spec.training
  let schedule = try TrainingSchedule(training, rows: prepared.dataset.train.rowCount)
  let graph = try pipeline.graph(
    .gradient, prepared.model, prepared.parameters, batchSize: schedule.batchSize, without: without)
  let plan = try pipeline.plan(graph, prepared.parameters)
  let update = try pipeline.update(training, prepared.parameters, without: without)
  let need = MemoryNeed(plan: plan, parameters: prepared.parameters, facts: prepared.dataset.facts)
  if let finding = need.finding(limits: prepared.spec.limits, batchSize: training.batchSize) {
    throw MachineFailure(([finding.message] + finding.help).joined(separator: ": "))
  }
  let trainer = try Trainer(
    plan: plan, update: update, model: prepared.model, dataset: prepared.dataset, training: training,
    schedule: schedule, parameters: try ParameterStore(prepared.parameters, isTraining: true),
    kernels: machine.kernels, pool: machine.pool)
  return TrainingSteps(trainer, plan: plan, update: update)
}

/// Warms up, then times whole calls and parts of calls in turn. The short last batch of an epoch is another step: it is
/// taken and not timed.
private func measure(
  _ work: any TimedWork, _ task: BenchTask, _ machine: MachineSpeed, calls: Int
) throws -> BenchmarkReport {
  for _ in 0..<max(10, calls / 10) { try call(work) }
  let samples = StepSamples(work, calls: calls)
  var whole: [UInt64] = []
  whole.reserveCapacity(calls)
  var timesParts = false
  while whole.count < calls || timesParts {
    if work.nextIsShort {
      try call(work)
      continue
    }
    if let signal = StopFlag.signal { throw Stopped(signal: signal) }
    if timesParts {
      try samples.measure()
    } else {
      let start = monotonicNanoseconds()
      try work.call(times: nil)
      whole.append(monotonicNanoseconds() &- start)
    }
    timesParts.toggle()
  }
  return BenchmarkReport(
    machine: machine, task: task, rows: work.rows, secondsPerStep: StepSamples.median(whole),
    batchSeconds: samples.batchSeconds, parts: samples.parts, residentBytes: ResidentMemory.bytes)
}

private func call(_ work: any TimedWork) throws {
  if let signal = StopFlag.signal { throw Stopped(signal: signal) }
  try work.call(times: nil)
}
