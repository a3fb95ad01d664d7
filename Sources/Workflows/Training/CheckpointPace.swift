import Diagnostics
import ModelSpec

/// Which due checkpoints are written. An interval that the spec writes is kept to the step. The default, every epoch,
/// is not kept more often than once a second: epochs of a small data set take less than a disk needs to store a file.
/// Which ones are left out changes no byte of those that come later.
struct CheckpointPace {
  private static let leastTime = Duration.seconds(1)
  private let isWritten: Bool
  private var last: ContinuousClock.Instant?

  init(_ interval: Spanned<Interval>) { isWritten = interval.isWritten }

  /// Whether a checkpoint that is due may be left out.
  var skips: Bool {
    guard !isWritten, let last else { return false }
    return ContinuousClock.now - last < Self.leastTime
  }

  /// A checkpoint was written.
  mutating func didSave() { last = .now }
}
