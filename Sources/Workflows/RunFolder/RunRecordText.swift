import Diagnostics
import ModelSpec

extension RunRecord {
  /// One object; Doubles as the hexadecimal digits of their bits, so that they come back exactly.
  package var json: JSONValue {
    .object([
      .init("step", .integer(step)),
      .init("evaluated_step", .integer(evaluatedStep)),
      .init("epoch", Self.json(epoch)),
      .init("last_epoch", lastEpoch.map(Self.json) ?? .null),
      .init(
        "best",
        best.map { [.init("value", Self.bits($0.value)), .init("step", .integer($0.step))] }.map(JSONValue.object)
          ?? .null),
      .init("evaluations_without_gain", .integer(evaluationsWithoutGain)),
      .init("optimizers", .array(optimizers.map(Self.json))),
      .init("baselines", .object(baselines.map { .init($0.block, Self.json($0)) })),
      .init("metrics_bytes", .integer(metricsBytes)),
    ])
  }

  private static func json(_ means: StepMeans) -> JSONValue {
    .object([.init("rows", .integer(means.rows)), .init("sums", .array(means.sums.map(bits)))])
  }

  private static func json(_ progress: OptimizerProgress) -> JSONValue {
    .object([
      .init("step", .integer(progress.step)), .init("first_power", bits(progress.firstPower)),
      .init("second_power", bits(progress.secondPower)),
    ])
  }

  private static func json(_ baseline: BaselineState) -> JSONValue {
    .object([
      .init("decay", bits(baseline.decay)), .init("mean", bits(baseline.mean)), .init("power", bits(baseline.power)),
    ])
  }

  private static func bits(_ value: Double) -> JSONValue {
    let digits = String(value.bitPattern, radix: 16)
    return .string(String(repeating: "0", count: 16 - digits.count) + digits)
  }

  /// Reads what `json` wrote; nil when anything is missing or of another kind.
  package init?(_ json: JSONValue) {
    guard let step = Self.count(json["step"]), let evaluated = Self.count(json["evaluated_step"]),
      let epoch = Self.means(json["epoch"]), let lastEpoch = json["last_epoch"], let best = json["best"],
      let withoutGain = Self.count(json["evaluations_without_gain"]),
      case .array(let optimizers)? = json["optimizers"], optimizers.count == ParameterPart.allCases.count,
      case .object(let baselines)? = json["baselines"], let metricsBytes = Self.count(json["metrics_bytes"])
    else { return nil }
    self.step = step
    evaluatedStep = evaluated
    self.epoch = epoch
    evaluationsWithoutGain = withoutGain
    self.metricsBytes = metricsBytes
    self.optimizers = optimizers.compactMap(Self.optimizer)
    self.baselines = baselines.compactMap { Self.baseline($0.key, $0.value) }
    if lastEpoch != .null {
      guard let means = Self.means(lastEpoch) else { return nil }
      self.lastEpoch = means
    }
    if best != .null {
      guard let value = Self.number(best["value"]), let step = Self.count(best["step"]) else { return nil }
      self.best = Best(value: value, step: step)
    }
    guard self.optimizers.count == optimizers.count, self.baselines.count == baselines.count else { return nil }
  }

  private static func count(_ json: JSONValue?) -> Int? {
    guard case .integer(let value)? = json, value >= 0 else { return nil }
    return value
  }

  /// A finite number from its bits.
  private static func number(_ json: JSONValue?) -> Double? {
    guard case .string(let digits)? = json, digits.utf8.count == 16, let bits = UInt64(digits, radix: 16) else {
      return nil
    }
    let value = Double(bitPattern: bits)
    return value.isFinite ? value : nil
  }

  private static func means(_ json: JSONValue?) -> StepMeans? {
    guard let rows = count(json?["rows"]), case .array(let sums)? = json?["sums"],
      sums.count == StepMeans.names.count
    else { return nil }
    var means = StepMeans()
    means.rows = rows
    means.sums = sums.compactMap(number)
    return means.sums.count == sums.count ? means : nil
  }

  private static func optimizer(_ json: JSONValue) -> OptimizerProgress? {
    guard let step = count(json["step"]), let first = number(json["first_power"]),
      let second = number(json["second_power"])
    else { return nil }
    return OptimizerProgress(step: step, firstPower: first, secondPower: second)
  }

  private static func baseline(_ block: String, _ json: JSONValue) -> BaselineState? {
    guard let decay = number(json["decay"]), let mean = number(json["mean"]), let power = number(json["power"]) else {
      return nil
    }
    var state = BaselineState(block: block, decay: decay)
    state.mean = mean
    state.power = power
    return state
  }
}
