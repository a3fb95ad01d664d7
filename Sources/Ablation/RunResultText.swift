import Diagnostics

extension RunResult {
  /// One object. The seed is text: JSON's numbers do not hold every one.
  package var json: JSONValue {
    .object([
      .init("version", 1), .init("spec_hash", .string(specHash)), .init("seed", .string(String(seed))),
      .init("plan_hash", .string(planHash)), .init("data_fingerprint", .string(dataFingerprint)),
      .init("evaluation", .string(evaluation)), .init("tool_version", .string(version)),
      .init("machine", .string(machine)), .init("failure", failure.map(JSONValue.string) ?? .null),
      .init("figures", .object(figures.map { .init($0.name, $0.value.map(JSONValue.finite) ?? .null) })),
    ])
  }

  /// Reads what `json` wrote; nil when anything is missing or of another kind.
  package init?(_ json: JSONValue) {
    func text(_ key: String) -> String? { if case .string(let text)? = json[key] { text } else { nil } }
    guard json["version"] == 1, let specHash = text("spec_hash"), let seed = text("seed").flatMap({ UInt64($0) }),
      let planHash = text("plan_hash"), let fingerprint = text("data_fingerprint"),
      let evaluation = text("evaluation"), let version = text("tool_version"), let machine = text("machine"),
      let failure = json["failure"], case .object(let members)? = json["figures"]
    else { return nil }
    self.init(
      specHash: specHash, seed: seed, planHash: planHash, dataFingerprint: fingerprint, evaluation: evaluation,
      version: version, machine: machine)
    if case .string(let words) = failure { self.failure = words } else if failure != .null { return nil }
    for member in members {
      switch member.value {
      case .number(let value): figures.append((member.key, value.value))
      case .integer(let value): figures.append((member.key, Double(value)))
      case .null: figures.append((member.key, nil))
      default: return nil
      }
    }
  }
}
