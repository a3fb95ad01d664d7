import Checkpoint
import Diagnostics

/// What differs between two reports of `plan --format json`: variables, parameters, cost, memory.
struct PlanDifferences {
  /// A value by its dotted path, as `model.parameters` or `costs.encoder.flops`.
  struct Change {
    var path: String
    /// nil: not there.
    var old: JSONValue?
    var new: JSONValue?
  }

  let changes: [Change]

  /// Compares every value but times. Paths stand in the order of the new report, those that are gone last.
  init(old: JSONValue, new: JSONValue) {
    let (before, after) = (Self.leaves(old), Self.leaves(new))
    let known = Dictionary(before.map { ($0.path, $0.value) }) { first, _ in first }
    let present = Set(after.map(\.path))
    changes =
      after.compactMap { leaf in
        known[leaf.path] == leaf.value ? nil : Change(path: leaf.path, old: known[leaf.path], new: leaf.value)
      } + before.filter { !present.contains($0.path) }.map { Change(path: $0.path, old: $0.value, new: nil) }
  }

  /// Reads a report. Throws a `Refusal` when the bytes are none.
  static func report(_ bytes: [UInt8], written: String) throws -> JSONValue {
    guard let value = try? StrictJSON.read(bytes), value["version"] == 1, value["model"] != nil, value["memory"] != nil
    else {
      let help = "write one with `plan --format json --out old.json`"
      throw Refusal([.error("not-a-plan", "`\(written)` is no report of `plan --format json`", at: .none).help(help)])
    }
    return value
  }

  private typealias Leaf = (path: String, value: JSONValue)

  private static func leaves(_ value: JSONValue, _ path: String = "") -> [Leaf] {
    func joined(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .object(let members):
      return members.filter { path != "" || !["version", "milliseconds"].contains($0.key) }
        .flatMap { leaves($0.value, joined($0.key)) }
    case .array(let items):
      let names = items.compactMap { item -> String? in
        guard case .string(let name)? = item["name"] ?? item["part"] else { return nil }
        return name
      }
      guard !items.isEmpty, names.count == items.count, Set(names).count == names.count else { return [(path, value)] }
      return zip(names, items).flatMap { name, item in
        guard case .object(let members) = item else { return [Leaf]() }
        let rest = JSONValue.object(members.filter { $0.key != "name" && $0.key != "part" })
        return leaves(rest, joined(name))
      }
    case .null: return []
    default: return [(path, value)]
    }
  }

  /// One line a change; numbers with how much they grew.
  var text: String {
    if changes.isEmpty { return "no change\n" }
    return changes.map { change in
      let words = "\(change.old.map(Self.words) ?? "-") -> \(change.new.map(Self.words) ?? "-")"
      return "\(visible(change.path)): \(words)\(Self.growth(change))\n"
    }.joined()
  }

  var json: JSONValue {
    [
      "version": 1, "changed": .boolean(!changes.isEmpty),
      "changes": .array(
        changes.map { ["path": .string($0.path), "old": $0.old ?? .null, "new": $0.new ?? .null] }),
    ]
  }

  private static func words(_ value: JSONValue) -> String {
    if case .string(let text) = value { return visible(text) }
    return visible(value.compactText)
  }

  private static func growth(_ change: Change) -> String {
    func number(_ value: JSONValue?) -> Double? {
      switch value {
      case .integer(let whole): Double(whole)
      case .number(let number): number.value
      default: nil
      }
    }
    guard let old = number(change.old), let new = number(change.new), old > 0 else { return "" }
    let percent = ((new / old - 1) * 1000).rounded() / 10
    return " (\(percent >= 0 ? "+" : "")\(percent) %)"
  }
}
