import Diagnostics

/// What one run of an ablation came to: everything a table, an export or a later comparison needs of it.
package struct RunResult: Sendable, Equatable {
  /// Digest of the model and its training, without the seed.
  package var specHash: String
  package var seed: UInt64
  /// Digest of the plan of a training step.
  package var planHash: String
  /// Fingerprint of every row of every split.
  package var dataFingerprint: String
  /// Every setting of `evaluation`, a line each.
  package var evaluation: String
  /// Version of the program.
  package var version: String
  /// What it ran on, for people.
  package var machine: String
  /// Why it failed; nil when it came to its end.
  package var failure: String?
  /// Figures by name, in the order of reports; nil where a number is not finite.
  package var figures: [(name: String, value: Double?)]

  package init(
    specHash: String, seed: UInt64, planHash: String, dataFingerprint: String, evaluation: String, version: String,
    machine: String, failure: String? = nil, figures: [(name: String, value: Double?)] = []
  ) {
    self.specHash = specHash
    self.seed = seed
    self.planHash = planHash
    self.dataFingerprint = dataFingerprint
    self.evaluation = evaluation
    self.version = version
    self.machine = machine
    self.failure = failure
    self.figures = figures
  }

  package static func == (left: RunResult, right: RunResult) -> Bool {
    left.key == right.key && left.texts == right.texts && left.failure == right.failure
      && left.figures.elementsEqual(right.figures) { $0.name == $1.name && $0.value == $1.value }
  }

  /// Which run this is.
  package var key: RunKey { RunKey(specHash: specHash, seed: seed) }
  private var texts: [String] { [planHash, dataFingerprint, evaluation, version, machine] }

  /// The figure called `name`.
  package func figure(_ name: String) -> Double? { figures.first { $0.name == name }?.value }
}

/// What tells runs of one ablation apart.
package struct RunKey: Hashable, Sendable {
  package var specHash: String
  package var seed: UInt64

  package init(specHash: String, seed: UInt64) {
    self.specHash = specHash
    self.seed = seed
  }

  /// The name of the run's folder.
  package var folderName: String { "\(specHash.prefix(16))-seed-\(seed)" }
}
