import CPURuntime
import Datasets
import Diagnostics

/// What `reconstruct` is asked for.
package struct ReconstructRequest: Sendable {
  package var source: RunRequest
  package var rows: RowsRequest
  package var seed: UInt64
  /// nil: csv to standard output.
  package var out: String?

  package init(source: RunRequest, rows: RowsRequest, seed: UInt64, out: String?) {
    self.source = source
    self.rows = rows
    self.seed = seed
    self.out = out
  }
}

/// Writes rows beside p(x | z) at the most probable z of q(z | x): each column's own value and its likeliest one, or
/// a sheet of images above their probabilities.
package func reconstruct(_ request: ReconstructRequest, _ machine: MachineRequest, in session: Session) throws
  -> ExitStatus
{
  let format = try OutputFormat(of: request.out)
  let run = try session.load(request.source)
  let split = try session.rows(request.rows, of: run)
  let reconstruction = try RowReconstruction(
    run.loaded, rowCount: split.rowCount, machine: Machine(machine), seed: request.seed)
  if let note = reconstruction.encoding.note { try session.report([note]) }
  let count = min(request.rows.count ?? (format == .png ? 64 : split.rowCount), split.rowCount)
  if format == .png, let out = request.out {
    var sheet = try ImageRows(run.loaded)
    try reconstruction.forEachRow(of: split, count: count) { row in
      let own = row.values[sheet.field].map { Float($0 ?? 0) }
      sheet.append(own, above: sheet.mean(row: row.place, of: reconstruction.decoder))
    }
    try sheet.write(to: session.path(out))
    return .success
  }
  let sink = try session.sink(
    reconstruction.columns, format: format, out: request.out, limit: run.loaded.spec.limits.memory.value)
  try reconstruction.forEachRow(of: split, count: count) { row in
    try sink.append(reconstruction.values(row))
  }
  try sink.finish()
  return .success
}
