import CPURuntime
import Diagnostics
import LatentModel

/// What `encode` is asked for.
package struct EncodeRequest: Sendable {
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

/// Writes what q(z | x) says of each row: its number, q(z_k = c | x) of every variable and value, each variable's
/// likeliest value, the most probable joint z, and log q of that.
package func encode(_ request: EncodeRequest, _ machine: MachineRequest, in session: Session) throws -> ExitStatus {
  let format = try OutputFormat(of: request.out, allowed: [.csv, .npy])
  let run = try session.load(request.source)
  let split = try session.rows(request.rows, of: run)
  let encoding = try RowEncoding(run.loaded, rowCount: split.rowCount, machine: Machine(machine), seed: request.seed)
  if let note = encoding.note { try session.report([note]) }
  let sink = try session.sink(
    encoding.columns, format: format, out: request.out, limit: run.loaded.spec.limits.memory.value)
  try encoding.pass.run(over: split, count: request.rows.count ?? split.rowCount, facts: run.loaded.facts) { range in
    for row in 0..<range.count {
      try sink.append([Double(split.rowNumbers[range.lowerBound + row])] + encoding.values(row: row))
    }
  }
  try sink.finish()
  return .success
}
