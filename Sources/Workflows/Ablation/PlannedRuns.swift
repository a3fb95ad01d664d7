import Ablation
import Diagnostics

/// One run of an ablation: a cell's spec with one seed.
struct PlannedRun: Sendable {
  var key: RunKey
  /// What it sets, as arguments of `--set`, the seed included.
  var overrides: [String]
  /// A cell that has this model; others may share it.
  var cell: CheckedCell
  /// Folder of the run, a path of this process.
  var folder: String
}

/// What an ablation has to run: every model once a seed.
struct PlannedRuns {
  /// Seed by seed, so that an interrupted ablation has whole rows of the table.
  private(set) var runs: [PlannedRun] = []

  init(_ cells: [CheckedCell], seeds: [UInt64], folder: String) {
    var known: Set<RunKey> = []
    for seed in seeds {
      for cell in cells {
        let key = RunKey(specHash: cell.specHash, seed: seed)
        guard known.insert(key).inserted else { continue }
        runs.append(
          PlannedRun(
            key: key, overrides: cell.overrides + ["training.seed=\(seed)"], cell: cell,
            folder: "\(folder)/\(key.folderName)"))
      }
    }
  }

  /// Every `count`th run from the `index`th, counted from 1: shards take turns, so that each has some of every seed.
  func shard(_ index: Int, of count: Int) -> [PlannedRun] {
    runs.indices.filter { $0 % count == index - 1 }.map { runs[$0] }
  }
}
