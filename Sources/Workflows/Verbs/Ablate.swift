import Ablation
import Checkpoint
import Datasets
import Diagnostics
import Glibc
import ModelSpec

/// What the command line says about an ablation.
package struct AblateRequest: Sendable {
  package var spec: SpecRequest
  /// `axis=setting`; several of one axis are alternatives. Empty: every cell.
  package var only: [String] = []
  /// The ablation's folder; nil is `runs/<name>/ablation`.
  package var run: String?
  package var overwrites = false
  /// Worker processes at once; nil: as many as threads and memory allow.
  package var jobs: Int?
  /// Threads of all workers together.
  package var machine = MachineRequest()
  /// Which part of the runs to make, counted from 1; nil: all, and the table.
  package var shard: (index: Int, count: Int)?
  /// What to do instead of training.
  package var task = AblateTask.train
  package var format = TableFormat.text
  /// Write the report to this file instead of standard output.
  package var out: String?
  /// The program to start as a worker.
  package var executable = "/proc/self/exe"

  package init(spec: SpecRequest) { self.spec = spec }
}

/// What `ablate` does.
package enum AblateTask: Sendable, Equatable {
  case train
  /// Print every cell with its size and stop.
  case list
  /// Print a script for a Slurm job array and stop.
  case slurm
  /// Print what there is of every run and stop.
  case export(ExportFormat)
}

/// How `ablate` reports its table.
package enum TableFormat: String, Sendable, CaseIterable {
  case text, markdown, csv, json
}

/// How runs are exported.
package enum ExportFormat: String, Sendable, CaseIterable {
  case csv, json
}

/// Trains every cell of a spec's `ablation` with every seed, in worker processes, and reports a table. What is finished
/// already is not repeated, what was interrupted goes on from its checkpoint.
///
/// Throws `Refusal`, `MachineFailure`, `UsageError`, and `Stopped` after every worker saved. The status is that of the
/// worst run that failed.
package func ablate(_ request: AblateRequest, in session: Session) throws -> ExitStatus {
  let plan = try AblationPlan(request, in: session)
  var status = ExitStatus.success
  let text: String
  switch request.task {
  case .list: text = AblationList(plan).text(request.format)
  case .slurm: text = SlurmScript(plan, request, in: session).text
  case .export(let format): text = RunExport(plan, try AblationResults(plan, opens: true)).text(format)
  case .train:
    let results = try AblationResults(plan, opens: request.shard == nil, startsAgain: request.overwrites)
    status = try AblationRun(plan, request, results, in: session).make()
    guard request.shard == nil else {
      try session.errors.line("this shard is done; for the table, run the same command without --shard")
      return status
    }
    text = results.table(plan).text(request.format)
  }
  if let out = request.out {
    try AtomicFile.replace(session.path(out), with: Array(text.utf8))
  } else {
    try session.output.write(text)
  }
  return status
}

extension ResultTable {
  fileprivate func text(_ format: TableFormat) -> String {
    switch format {
    case .text: text
    case .markdown: markdown
    case .csv: csv
    case .json: json.indentedText
    }
  }
}
