import Diagnostics

/// Events as JSON lines for programs, each flushed at once. An event's line comes after what it tells of is durable.
package final class JSONEvents: TrainingObserver {
  package let progressInterval: Duration? = .seconds(1)
  private let writer: CheckedWriter

  package init(_ writer: CheckedWriter) { self.writer = writer }

  package func receive(_ event: TrainingEvent) throws {
    try writer.line(JSONValue.object(members(event)).compactText)
    try writer.flush()
  }

  private func members(_ event: TrainingEvent) -> [JSONValue.Member] {
    switch event {
    case .started(let start):
      [
        .init("event", "started"), .init("name", .string(start.name)), .init("folder", .string(start.folder)),
        .init("step", .integer(start.step)), .init("steps", .integer(start.totalSteps)),
        .init("steps_per_epoch", .integer(start.stepsPerEpoch)), .init("parameters", .integer(start.parameters)),
      ]
    case .progress(let progress):
      [
        .init("event", "progress"), .init("step", .integer(progress.step)),
        .init("epoch", .integer(progress.epoch)),
        .init("steps_per_second", progress.stepsPerSecond.map { .finite($0) } ?? .null),
        .init("seconds_left", progress.secondsLeft.map { .finite($0) } ?? .null),
      ] + progress.means.members
    case .epoch(let number, let step, let figures):
      [.init("event", "epoch"), .init("epoch", .integer(number)), .init("step", .integer(step))] + figures.members
    case .evaluated(let step, let figures, let isBest):
      [.init("event", "evaluation"), .init("step", .integer(step)), .init("best", .boolean(isBest))] + figures.members
    case .saved(let step, let path):
      [.init("event", "checkpoint"), .init("step", .integer(step)), .init("path", .string(path))]
    case .finished(let figures): [.init("event", "finished")] + figures.members
    }
  }
}

extension Figures {
  /// The numbers as members of a JSON object: whole ones without a fraction, those that are not finite as null.
  package var members: [JSONValue.Member] {
    entries.map { entry in
      guard let value = entry.value else { return .init(entry.name, .null) }
      if entry.isCount, let count = Int(exactly: value) { return .init(entry.name, .integer(count)) }
      return .init(entry.name, .finite(value))
    }
  }
}

extension Figures.Entry {
  /// Whether the number counts something.
  fileprivate var isCount: Bool {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return [
      "rows", "steps", "epochs", "parameters", "active_variables", "selected_step", "importance_samples",
      "elbo_samples",
    ]
    .contains(last)
  }
}
