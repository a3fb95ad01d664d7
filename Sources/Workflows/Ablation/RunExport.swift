import Ablation
import Diagnostics

/// Every run of an ablation that has ended, for other programs: a line each, all figures in full.
struct RunExport {
  private let plan: AblationPlan
  private let runs: [(cell: Cell, result: RunResult)]

  init(_ plan: AblationPlan, _ results: AblationResults) {
    self.plan = plan
    runs = plan.shown.flatMap { cell in
      plan.seeds.compactMap { seed in
        plan.key(cell, seed).flatMap { results.results[$0] }.map { (cell, $0) }
      }
    }
  }

  func text(_ format: ExportFormat) -> String {
    switch format {
    case .csv: csv
    case .json: JSONValue.object([.init("version", 1), .init("runs", .array(runs.map(json)))]).indentedText
    }
  }

  private static let texts = ["seed", "spec_hash", "plan_hash", "data_fingerprint", "machine", "version", "failure"]

  private var csv: String {
    // Names in the order they first appear.
    var names: [String] = []
    var known: Set<String> = []
    for run in runs {
      for figure in run.result.figures where known.insert(figure.name).inserted { names.append(figure.name) }
    }
    return TextTable(
      head: plan.grid.axes.map(\.name.value) + Self.texts + names,
      rows: runs.map { cell, result in
        plan.grid.names(of: cell)
          + [
            "\(result.seed)", result.specHash, result.planHash, result.dataFingerprint, result.machine, result.version,
            result.failure ?? "",
          ] + names.map { result.figure($0).map { "\($0)" } ?? "" }
      }, wordColumns: plan.grid.axes.count
    ).csv
  }

  private func json(_ run: (cell: Cell, result: RunResult)) -> JSONValue {
    let names = zip(plan.grid.axes, plan.grid.names(of: run.cell)).map { JSONValue.Member($0.name.value, .string($1)) }
    guard case .object(let members) = run.result.json else { return run.result.json }
    return .object([.init("cell", .object(names))] + members.filter { $0.key != "version" })
  }
}
