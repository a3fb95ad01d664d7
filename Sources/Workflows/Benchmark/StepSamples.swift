import ExecutionPlan

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

/// Times of the parts of many calls.
final class StepSamples {
  private let times: StepTimes
  private let work: any TimedWork
  /// Of each instruction, then of each other part, then of the batch.
  private var samples: [[UInt64]]

  init(_ work: any TimedWork, calls: Int) {
    self.work = work
    times = StepTimes(instructions: work.plans.reduce(0) { $0 + $1.instructions.count })
    samples = Array(repeating: [], count: times.count + work.otherParts.count + 1)
    for index in samples.indices { samples[index].reserveCapacity(calls) }
  }

  /// Makes one call and keeps its times.
  func measure() throws {
    try work.call(times: times)
    for index in 0..<times.count { unsafe samples[index].append(times.instructions[index]) }
    for (index, other) in work.otherParts.enumerated() {
      samples[times.count + index].append(times[keyPath: other.time])
    }
    samples[samples.count - 1].append(times.batch)
  }

  /// Every instruction, then what is no instruction.
  var parts: [MeasuredPart] {
    let instructions = work.plans.flatMap(\.instructions).map { instruction in
      MeasuredPart(
        kernel: instruction.kernel.description, formula: instruction.formula, label: instruction.label,
        flops: instruction.flops, bytes: instruction.bytes, seconds: 0)
    }
    var parts = instructions + work.otherParts.map(\.part)
    for index in parts.indices { parts[index].seconds = Self.median(samples[index]) }
    return parts
  }

  /// Seconds to copy a batch into the plans' inputs.
  var batchSeconds: Double { Self.median(samples[samples.count - 1]) }

  static func median(_ values: [UInt64]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : Double(sorted[sorted.count / 2]) * 1e-9
  }
}
