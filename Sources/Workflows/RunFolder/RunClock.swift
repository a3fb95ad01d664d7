import Checkpoint
import Diagnostics

/// Seconds a run has taken over all its sessions, in `clock.json`: the only file that a clock touches besides the
/// summary.
final class RunClock {
  private let path: String
  private let earlier: Double
  private let start = ContinuousClock.now
  private var lastSave = ContinuousClock.now

  /// Goes on from what the file says, from 0 when there is none or it is unreadable: time is no result.
  init(path: String, isResuming: Bool) {
    self.path = path
    earlier = isResuming ? Self.read(path) : 0
  }

  /// Seconds so far.
  var seconds: Double { earlier + (ContinuousClock.now - start) / .seconds(1) }

  /// Writes the file when it is older than ten seconds: a killed run loses no more of its time than that.
  func saveNowAndThen() throws {
    if ContinuousClock.now - lastSave > .seconds(10) { try save() }
  }

  /// Writes the file.
  func save() throws {
    lastSave = .now
    let text = JSONValue.object([.init("seconds", .finite(seconds))]).compactText + "\n"
    try AtomicFile.replace(path, with: Array(text.utf8))
  }

  private static func read(_ path: String) -> Double {
    guard let bytes = try? InputFile.bytes(at: path, written: path, limit: 4096),
      let json = try? StrictJSON.read(bytes), case .number(let seconds)? = json["seconds"],
      seconds.value >= 0
    else { return 0 }
    return seconds.value
  }
}

/// Writes `summary.json`: one flat object of figures.
func writeSummary(_ figures: Figures, path: String) throws {
  try AtomicFile.replace(path, with: Array(JSONValue.object(figures.members).indentedText.utf8))
}
