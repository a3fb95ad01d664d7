/// Progress for people: on a terminal one line that is rewritten, elsewhere plain lines now and then.
package final class TextProgress: TrainingObserver {
  package let progressInterval: Duration?
  private let writer: CheckedWriter
  private let isTerminal: Bool
  /// Characters of the line that stands on the terminal and is written over next.
  private var standing = 0

  package init(_ writer: CheckedWriter, isTerminal: Bool) {
    self.writer = writer
    self.isTerminal = isTerminal
    progressInterval = isTerminal ? .milliseconds(200) : .seconds(30)
  }

  package func receive(_ event: TrainingEvent) throws {
    switch event {
    case .started(let start):
      let verb = start.step == 0 ? "training" : "continuing at step \(start.step):"
      try keep(
        "\(verb) \(start.name): \(counted(start.totalSteps, "step")), \(counted(start.stepsPerEpoch, "step")) an epoch, "
          + "\(counted(start.parameters, "parameter")), in \(start.folder)")
    case .progress(let progress):
      let line = text(progress)
      if isTerminal { try rewrite(line) } else { try keep(line) }
    case .epoch: break
    case .evaluated(let step, let figures, let isBest):
      try keep("step \(step): valid" + Self.parts(figures, prefix: "valid.") + (isBest ? "  best so far" : ""))
    case .saved, .finished: if isTerminal { try rewrite("") }
    }
  }

  private func text(_ progress: TrainingProgress) -> String {
    var line = "step \(progress.step)/\(progress.totalSteps), epoch \(progress.epoch + 1)"
    if let rate = progress.stepsPerSecond { line += ", \(Self.short(rate)) steps/s" }
    if let seconds = progress.secondsLeft { line += ", \(Self.duration(seconds)) left" }
    return line + Self.parts(progress.means, prefix: "")
  }

  /// `  elbo -92.31  reconstruction -80.02  kl 12.29`
  private static func parts(_ figures: Figures, prefix: String) -> String {
    let bound = figures.has(prefix + "elbo") ? "elbo" : "objective"
    return [bound, "reconstruction", "kl"].filter { figures.has(prefix + $0) }.map { name in
      "  \(name) " + (figures[prefix + name].map { fixed($0, places: 3) } ?? "not finite")
    }.joined()
  }

  /// A line that stays.
  private func keep(_ line: String) throws {
    if standing > 0 { try rewrite("") }
    try writer.line(line)
    try writer.flush()
  }

  /// Writes over the line that stands.
  private func rewrite(_ line: String) throws {
    let count = line.unicodeScalars.count
    try writer.write("\r" + line + String(repeating: " ", count: max(0, standing - count)))
    if count < standing { try writer.write("\r" + line) }
    standing = count
    try writer.flush()
  }

  private static func short(_ rate: Double) -> String {
    rate >= 100 ? "\(Int(rate.rounded()))" : fixed(rate, places: 1)
  }

  /// `45 s`, `3 min 20 s`, `2 h 5 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 1e15).rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}

/// A number with `places` digits after the point, rounded half away from zero; text only, never read back.
package func fixed(_ value: Double, places: Int) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = (value.magnitude * scale).rounded()
  guard scaled < 1e15 else { return "\(Float(value))" }
  let digits = String(Int(scaled))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let sign = value < 0 && scaled > 0 ? "-" : ""
  return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
}
