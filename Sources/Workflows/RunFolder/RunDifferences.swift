import Checkpoint
import Datasets
import Diagnostics
import ModelSpec

/// What keeps a checkpoint from going on under a spec: one finding a difference, each at the place that says otherwise
/// now. Training may get longer, memory may change, and `ablation` is about other runs; everything else is another run.
struct RunDifferences {
  /// What may differ.
  private static let free: Set = ["training.steps", "training.epochs", "limits.memory"]
  /// Differences of the data that are listed before the rest is only counted.
  private static let longestList = 5

  let findings: [Diagnostic]

  init(
    from old: RunIdentity, _ oldSpec: SectionReading, to new: RunIdentity, _ newSpec: SectionReading, at span: Span
  ) {
    findings = Self.spec(SpecSettings(oldSpec), SpecSettings(newSpec), at: span) + Self.data(old, new, at: span)
  }

  private static func spec(_ old: SpecSettings, _ new: SpecSettings, at span: Span) -> [Diagnostic] {
    let paths = new.paths + old.paths.filter { new[$0] == nil }
    return paths.filter { !free.contains($0) && !$0.hasPrefix("ablation.") && old[$0]?.text != new[$0]?.text }.map {
      path in
      let (before, now) = (old[path]?.text, new[path]?.text)
      let message =
        switch (before, now) {
        case (let before?, let now?): "`\(path)` was \(before) in the checkpoint and is \(now) now"
        case (let before?, nil): "`\(path)` was \(before) in the checkpoint and is not there now"
        default: "`\(path)` is \(now ?? "") now and was not there in the checkpoint"
        }
      return Diagnostic.error("other-spec", message, at: new[path]?.span ?? span)
        .help("a resumed run keeps its spec; `training.steps` and `training.epochs` may grow")
    }
  }

  private static func data(_ old: RunIdentity, _ new: RunIdentity, at span: Span) -> [Diagnostic] {
    if old.facts == new.facts {
      let parts = changedSplits(old.fingerprint, new.fingerprint)
      return parts.map {
        .error("other-data", "the \($0) rows are not those of the checkpoint: a cell or the order changed", at: span)
      }
    }
    let (before, now) = (JSONLeaves(old.facts), JSONLeaves(new.facts))
    let paths = now.paths + before.paths.filter { now[$0] == nil }
    let changed = paths.filter { before[$0] != now[$0] }
    let listed = changed.prefix(longestList).map { path in
      Diagnostic.error(
        "other-data",
        "`\(path)` of the data was \(before[path] ?? "absent") in the checkpoint and is \(now[path] ?? "absent") now",
        at: span)
    }
    if changed.count <= longestList { return listed }
    return listed + [
      .error("other-data", "\(counted(changed.count - longestList, "more difference")) of the data", at: span)
    ]
  }

  /// Names of the splits whose rows differ.
  private static func changedSplits(_ old: String, _ new: String) -> [String] {
    if old == new { return [] }
    guard let before = DataFingerprint(text: old), let now = DataFingerprint(text: new) else { return ["data's"] }
    return now.differences(from: before).filter { $0 != "facts" }
  }
}

/// The leaves of a JSON text by dotted path, each as text.
private struct JSONLeaves {
  private(set) var paths: [String] = []
  private var texts: [String: String] = [:]

  init(_ text: String) {
    if let json = try? StrictJSON.read(Array(text.utf8)) { add(json, "") }
  }

  subscript(path: String) -> String? { texts[path] }

  private mutating func add(_ json: JSONValue, _ path: String) {
    let dot = path.isEmpty ? "" : path + "."
    switch json {
    case .object(let members): for member in members { add(member.value, dot + member.key) }
    case .array(let items): for (index, item) in items.enumerated() { add(item, dot + "\(index)") }
    default:
      paths.append(path)
      texts[path] = json.compactText
    }
  }
}
