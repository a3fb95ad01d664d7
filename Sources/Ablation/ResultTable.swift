import Diagnostics

/// The table of an ablation: a row a cell, a column or two a figure.
package struct ResultTable: Sendable {
  package var axes: [String]
  /// Names of the compared figures that vary with the seed.
  package var compared: [String]
  /// Names of figures that are told as a mean alone: `parameters`, `cost`, `seconds`.
  package var told: [String]
  package var rows: [Row]
  /// Seeds that were asked for.
  package var seeds: Int

  /// One cell.
  package struct Row: Sendable {
    package var names: [String]
    package var isBaseline: Bool
    /// Runs that came to their end, failed, and are still to do.
    package var finished: Int
    package var failed: Int
    package var missing: Int
    /// By figure; no entry where no run has it.
    package var means: [String: SeedMean]
    package var differences: [String: PairedDifference]
  }

  /// Figures that are told as a mean alone.
  private static let plain = ["parameters", "cost", "seconds"]

  /// Rows in the order of `cells`; `runs` gives a cell's runs by seed, nil for one that is not done. Differences are to
  /// the runs of the grid's first cell, whether it is a row or not.
  package init(
    grid: Grid, cells: [Cell], seeds: [UInt64], compare: [String], run: (Cell, UInt64) -> RunResult?
  ) {
    axes = grid.axes.map(\.name.value)
    compared = compare.filter { !Self.plain.contains($0) }
    told = Self.plain
    self.seeds = seeds.count
    let baseline = Cell(choices: grid.axes.map { _ in 0 })
    let baselineRuns = seeds.map { run(baseline, $0) }
    rows = cells.map { cell in
      let runs = seeds.map { run(cell, $0) }
      var row = Row(
        names: grid.names(of: cell), isBaseline: cell == baseline, finished: 0, failed: 0, missing: 0, means: [:],
        differences: [:])
      row.finished = runs.count { $0 != nil && $0?.failure == nil }
      row.failed = runs.count { $0?.failure != nil }
      row.missing = runs.count - row.finished - row.failed
      for name in compare + Self.plain {
        row.means[name] = SeedMean(runs.compactMap { $0.flatMap { $0.failure == nil ? $0.figure(name) : nil } })
        guard !row.isBaseline, !Self.plain.contains(name) else { continue }
        row.differences[name] = PairedDifference(
          zip(runs, baselineRuns).compactMap { own, other in
            guard let own, let other, own.failure == nil, other.failure == nil, let value = own.figure(name),
              let reference = other.figure(name)
            else { return nil }
            return (value, reference)
          })
      }
      return row
    }
  }

  /// What the table's reader must know, a sentence each.
  package var notes: [String] {
    var notes: [String] = []
    if seeds == 1 {
      notes.append("one seed: no standard error and no interval; list more in `ablation.seeds`")
    } else {
      notes.append(
        "mean (standard error) over n seeds; difference to the first row's cell, paired by seed, with its 95 % interval "
          + "(Student's t, n - 1 degrees of freedom)")
    }
    let (failed, missing) = (rows.reduce(0) { $0 + $1.failed }, rows.reduce(0) { $0 + $1.missing })
    if failed > 0 { notes.append("\(failed) failed run\(failed == 1 ? " is" : "s are") left out") }
    if missing > 0 { notes.append("\(missing) run\(missing == 1 ? " is" : "s are") still to do") }
    return notes
  }
}
