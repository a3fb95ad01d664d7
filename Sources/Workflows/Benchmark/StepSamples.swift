import ExecutionPlan
import KernelInterface
import TensorGraph

/// One line of a benchmark: a part of the step, what it does and how long it took.
struct MeasuredPart {
  var kernel: String
  var formula: String
  /// The section of the model it belongs to.
  var label: String
  var flops: Double
  var bytes: Double
  /// The median over the measured steps.
  var seconds: Double

  /// The time that this machine cannot do it in less than.
  func bound(_ machine: MachineSpeed) -> Double { max(flops / machine.flops, bytes / machine.bytesPerSecond) }
}

/// Times of the parts of many steps.
final class StepSamples {
  private let times: StepTimes
  private var samples: [[UInt64]]
  private(set) var steps: [UInt64] = []

  init(_ plan: Plan, steps count: Int) {
    times = StepTimes(instructions: plan.instructions.count)
    samples = Array(repeating: [], count: plan.instructions.count + 3)
    for index in samples.indices { samples[index].reserveCapacity(count) }
    steps.reserveCapacity(count)
  }

  /// Takes one step of `trainer` and keeps its times.
  func measure(_ trainer: Trainer) throws {
    try trainer.takeStep(times: times)
    for index in 0..<times.count { unsafe samples[index].append(times.instructions[index]) }
    for (index, part) in [times.batch, times.norm, times.update].enumerated() {
      samples[times.count + index].append(part)
    }
  }

  /// Every instruction, then the gradient's norm and the update.
  func parts(_ plan: Plan, _ update: UpdateProgram, parameters: Int) -> [MeasuredPart] {
    let instructions = plan.instructions.enumerated().map { index, instruction in
      MeasuredPart(
        kernel: instruction.kernel.description, formula: instruction.formula, label: instruction.label,
        flops: instruction.flops, bytes: instruction.bytes, seconds: median(index))
    }
    let count = Double(parameters)
    return instructions + [
      MeasuredPart(
        kernel: "norm \(parameters)", formula: "|gradient|", label: "training", flops: 2 * count, bytes: 4 * count,
        seconds: median(times.count + 1)),
      MeasuredPart(
        kernel: "update \(parameters)", formula: "optimizer", label: "training", flops: update.flops,
        bytes: update.bytes,
        seconds: median(times.count + 2)),
    ]
  }

  /// Seconds to copy a batch into the plan's inputs.
  var batchSeconds: Double { median(times.count) }

  private func median(_ index: Int) -> Double { Self.median(samples[index]) }

  static func median(_ values: [UInt64]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : Double(sorted[sorted.count / 2]) * 1e-9
  }
}
