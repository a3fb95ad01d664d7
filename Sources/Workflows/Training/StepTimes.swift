import CPURuntime

/// Nanoseconds of the parts of one training step.
@safe package final class StepTimes {
  /// One count an instruction of the plan.
  package let instructions: UnsafeMutablePointer<UInt64>
  package let count: Int
  /// Copying rows of the data into the plan's inputs.
  package var batch: UInt64 = 0
  /// The gradient's norm.
  package var norm: UInt64 = 0
  /// The optimiser.
  package var update: UInt64 = 0
  private var start: UInt64 = 0

  package init(instructions count: Int) {
    self.count = count
    unsafe instructions = .allocate(capacity: max(count, 1))
    unsafe instructions.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { unsafe instructions.deallocate() }

  func begin() { start = monotonicNanoseconds() }

  func end(_ part: ReferenceWritableKeyPath<StepTimes, UInt64>) {
    self[keyPath: part] = monotonicNanoseconds() &- start
  }
}
