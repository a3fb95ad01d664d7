import Ablation
import Checkpoint
import Diagnostics
import ModelSpec

/// A cell whose spec is read, whose model is resolved, and whose training step is compiled; nothing is trained.
struct CheckedCell: Sendable {
  var cell: Cell
  /// What it sets, as arguments of `--set`.
  var overrides: [String]
  /// Digest of every setting that decides its results, but for the seed.
  var specHash: String
  var planHash: String
  /// Latent variables.
  var variables: Int
  /// Trained numbers.
  var parameters: Int
  /// Floating-point operations of a training step.
  var cost: Double
  /// Bytes to train.
  var memory: Int
  /// Steps of a whole run.
  var steps: Int
}

extension SpecSettings {
  /// What decides a run's results beside its seed, a line each; in the order of the spec, which decides the order of
  /// sums. The name, the ablation itself and the limit of memory change no number.
  private var decisive: [String] {
    paths.filter { path in
      !["name", "version", "training.seed", "limits.memory"].contains(path) && !path.hasPrefix("ablation.")
    }.map { "\($0)=\(self[$0]?.text ?? "")" }
  }

  /// Digest of the settings that decide a run's results, but for its seed: equal for `1e3` and `1000`, and for a default
  /// and the same value written.
  var digest: String { SHA256.hexadecimal(of: Array(decisive.joined(separator: "\n").utf8)) }

  /// Every setting of `evaluation`, a line each: runs that differ in one are not comparable.
  var evaluation: String {
    paths.filter { $0.hasPrefix("evaluation.") }.map { "\($0)=\(self[$0]?.text ?? "")" }.joined(separator: "\n")
  }
}
