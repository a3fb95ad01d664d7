import Ablation
import Diagnostics
import ModelSpec

/// An ablation whose every cell is checked: what there is to run, and what makes its results comparable.
struct AblationPlan {
  let name: String
  let file: SpecFile
  let grid: Grid
  /// The cells that were chosen, and the baseline's.
  let cells: [CheckedCell]
  /// The cells that the table shows, in its order.
  let shown: [Cell]
  let seeds: [UInt64]
  let compare: [String]
  let runs: PlannedRuns
  /// The ablation's folder, a path of this process.
  let folder: String
  let dataFingerprint: String
  let evaluation: String
  /// Where the `ablation` section stands.
  let span: Span

  /// Reads and checks; warnings go to standard error. Throws `Refusal` with everything that is wrong with the spec and
  /// with its cells, `UsageError` for a selection that names no setting.
  init(_ request: AblateRequest, in session: Session) throws {
    let check = try SpecCheck(request.spec, withoutData: false, keepsData: true, in: session)
    guard check.isFine, let source = check.source, let dataset = check.dataset else { throw Refusal(check.findings) }
    guard let section = source.spec.ablation, let checks = check.cells else {
      throw Refusal([
        Diagnostic.error(
          "missing-key", "the spec has no `ablation` section: nothing to compare", at: source.spec.span.point
        )
        .help("add one: `ablation: {axes: {objective.gradient: [exact, {rloo: {samples: 4}}]}}`")
      ])
    }
    if !check.findings.isEmpty { try session.report(check.findings) }
    name = source.spec.name.value
    file = source.file
    grid = checks.grid
    do { shown = try checks.grid.cells(only: request.only) } catch let unknown {
      throw UsageError(
        "--only \(visible(unknown.selection)) is no setting of the ablation; there are "
          + unknown.known.map(visible).joined(separator: ", "))
    }
    // Differences are to the baseline, so it is trained with whatever is chosen.
    let chosen = shown
    cells = checks.cells.filter { $0.cell.distance == 0 || chosen.contains($0.cell) }
    seeds = section.seeds?.value ?? [source.spec.training.seed.value]
    let data = source.spec.data
    let bound = data.test != nil ? "test.elbo" : data.valid != nil ? "valid.elbo" : "train.elbo"
    compare = section.compare?.map(\.value) ?? [bound]
    folder = session.path(request.run ?? "runs/\(name)/ablation")
    runs = PlannedRuns(cells, seeds: seeds, folder: folder)
    dataFingerprint = dataset.fingerprint().text
    evaluation = SpecSettings(source.reading.root).evaluation
    span = section.span
  }

  /// The run of a cell with a seed, which cells with equal models share.
  func key(_ cell: Cell, _ seed: UInt64) -> RunKey? {
    cells.first { $0.cell == cell }.map { RunKey(specHash: $0.specHash, seed: seed) }
  }

  /// What a run is called: its cell's settings that are no baseline, and its seed.
  func words(_ run: PlannedRun) -> String {
    let names = zip(grid.axes, run.cell.cell.choices).map { axis, choice in axis.settings[choice].name.value }
    return "\(visible(names.joined(separator: ", "))) seed \(run.key.seed)"
  }
}

extension Span {
  /// The first byte alone.
  fileprivate var point: Span { Span(source: source, start: start, end: start) }
}
