import Ablation
import Checkpoint
import Diagnostics

/// What a worker is told first: the spec as the parent read it, so that both mean the same text.
struct WorkerStart {
  var file: SpecFile
  var overrides: [String]
  var isSandboxed: Bool
  /// Folder that paths of overrides are relative to.
  var currentDirectory: String
  var machine: MachineRequest

  var json: JSONValue {
    [
      "name": .string(file.name), "text": .string(String(decoding: file.bytes, as: UTF8.self)),
      "directory": .string(file.directory), "stem": .string(file.stem),
      "overrides": .array(overrides.map { .string($0) }), "sandbox": .boolean(isSandboxed),
      "current_directory": .string(currentDirectory), "threads": .integer(machine.threads ?? 1),
      "isa": machine.instructionSet.map(JSONValue.string) ?? .null,
    ]
  }

  init(file: SpecFile, overrides: [String], isSandboxed: Bool, currentDirectory: String, machine: MachineRequest) {
    self.file = file
    self.overrides = overrides
    self.isSandboxed = isSandboxed
    self.currentDirectory = currentDirectory
    self.machine = machine
  }

  /// nil when the line is none that a parent writes.
  init?(_ json: JSONValue) {
    guard let name = json.text("name"), let text = json.text("text"), let directory = json.text("directory"),
      let stem = json.text("stem"), let overrides = json.texts("overrides"),
      case .boolean(let sandbox)? = json["sandbox"],
      let current = json.text("current_directory"), case .integer(let threads)? = json["threads"]
    else { return nil }
    self.init(
      file: SpecFile(name: name, bytes: Array(text.utf8), directory: directory, stem: stem), overrides: overrides,
      isSandboxed: sandbox, currentDirectory: current,
      machine: MachineRequest(threads: threads, instructionSet: json.text("isa")))
  }
}

/// One run that a worker is told to make.
struct WorkerOrder {
  var key: RunKey
  var overrides: [String]
  var folder: String
  var planHash: String
  var cost: Double
  /// Start again where the folder holds a run of this key already.
  var overwrites: Bool

  var json: JSONValue {
    [
      "spec_hash": .string(key.specHash), "seed": .string(String(key.seed)),
      "overrides": .array(overrides.map { .string($0) }), "folder": .string(folder), "plan_hash": .string(planHash),
      "cost": .finite(cost), "overwrite": .boolean(overwrites),
    ]
  }

  init(_ run: PlannedRun, overwrites: Bool) {
    key = run.key
    overrides = run.overrides
    folder = run.folder
    planHash = run.cell.planHash
    cost = run.cell.cost
    self.overwrites = overwrites
  }

  /// nil when the line is none that a parent writes.
  init?(_ json: JSONValue) {
    guard let hash = json.text("spec_hash"), let seed = json.text("seed").flatMap({ UInt64($0) }),
      let overrides = json.texts("overrides"), let folder = json.text("folder"), let plan = json.text("plan_hash"),
      case .number(let cost)? = json["cost"], case .boolean(let overwrites)? = json["overwrite"]
    else { return nil }
    key = RunKey(specHash: hash, seed: seed)
    self.overrides = overrides
    self.folder = folder
    planHash = plan
    self.cost = cost.value
    self.overwrites = overwrites
  }
}

/// What a worker answers, a line each.
enum WorkerAnswer: Equatable {
  /// The data are read; their fingerprint.
  case ready(fingerprint: String)
  /// The run is at this step.
  case step(Int)
  /// The run's result is in its folder, whether the run came to its end or diverged.
  case finished
  /// Another process has the run's folder.
  case busy
  /// The run cannot be made. `status` is what `train` would have ended with.
  case failed(status: Int32, words: String)

  var json: JSONValue {
    switch self {
    case .ready(let fingerprint): ["ready": .string(fingerprint)]
    case .step(let step): ["step": .integer(step)]
    case .finished: ["finished": true]
    case .busy: ["busy": true]
    case .failed(let status, let words): ["failed": .integer(Int(status)), "words": .string(words)]
    }
  }

  /// nil when the line is none that a worker writes.
  init?(_ json: JSONValue) {
    guard case .object(let members) = json, let first = members.first else { return nil }
    switch (first.key, first.value) {
    case ("ready", .string(let fingerprint)): self = .ready(fingerprint: fingerprint)
    case ("step", .integer(let step)): self = .step(step)
    case ("finished", _): self = .finished
    case ("busy", _): self = .busy
    case ("failed", .integer(let status)):
      self = .failed(status: Int32(clamping: status), words: json.text("words") ?? "")
    default: return nil
    }
  }
}

extension JSONValue {
  func text(_ key: String) -> String? { if case .string(let text)? = self[key] { text } else { nil } }

  func texts(_ key: String) -> [String]? {
    guard case .array(let items)? = self[key] else { return nil }
    let texts = items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    return texts.count == items.count ? texts : nil
  }
}
