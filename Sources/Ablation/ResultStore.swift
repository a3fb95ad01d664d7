import Diagnostics
import GRDB

/// The results of an ablation in one SQLite file: runs, their figures, and their metrics by step.
///
/// Every change is one transaction of SQLite with a rollback journal and full synchronisation: after a kill at any
/// moment the file holds each run whole or not at all. Several processes may write at once; each waits for the others
/// up to a minute. The journal, not the write-ahead log, so that no shared memory is needed and the file stands alone.
package final class ResultStore {
  private let database: DatabaseQueue
  private let path: String

  /// Opens the file at `path`, and makes it when there is none. Throws `MachineFailure`; `Refusal` when it is no
  /// results file, or one of a later version.
  package init(path: String) throws {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    database = try Self.wording(path) {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try Self.makeTables(database)
      return database
    }
    let version = try Self.wording(path) { try database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 } }
    guard version == Self.version else {
      throw Refusal([
        .error("not-results", "`\(path)` is a results file of version \(version), not \(Self.version)", at: .none)
          .help("use the program that wrote it, or another folder")
      ])
    }
  }

  private static let version = 1

  private static func makeTables(_ database: DatabaseQueue) throws {
    try database.write { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      if version == 0 && tables == 0 { try database.execute(sql: schema) }
    }
  }

  /// Figures and metrics are NULL where a number is not finite.
  private static let schema = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      spec_hash TEXT NOT NULL,
      seed TEXT NOT NULL,
      plan_hash TEXT NOT NULL,
      data_fingerprint TEXT NOT NULL,
      evaluation TEXT NOT NULL,
      version TEXT NOT NULL,
      machine TEXT NOT NULL,
      failure TEXT,
      UNIQUE (spec_hash, seed)
    );
    CREATE TABLE figure (
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      name TEXT NOT NULL,
      value REAL,
      PRIMARY KEY (run, name)
    ) WITHOUT ROWID;
    CREATE TABLE metric (
      run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      name TEXT NOT NULL,
      value REAL,
      PRIMARY KEY (run, step, name)
    ) WITHOUT ROWID;
    PRAGMA user_version = 1;
    """

  /// Every run of the file with its figures, in the order they were written.
  package func results() throws -> [RunResult] {
    try Self.wording(path) {
      try database.read { database in
        var figures: [Int64: [(name: String, value: Double?)]] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT run, name, value FROM figure ORDER BY run, place")
        while let row = try rows.next() { figures[row["run"], default: []].append((row["name"], row["value"])) }
        return try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id").compactMap { row in
          let seed: String = row["seed"]
          return UInt64(seed).map { seed in
            RunResult(
              specHash: row["spec_hash"], seed: seed, planHash: row["plan_hash"],
              dataFingerprint: row["data_fingerprint"], evaluation: row["evaluation"], version: row["version"],
              machine: row["machine"], failure: row["failure"], figures: figures[row["id"]] ?? [])
          }
        }
      }
    }
  }

  /// Adds runs with their metrics, in one transaction; one that is there already takes the place of the old.
  package func add(_ runs: [(result: RunResult, metrics: [StepMetric])]) throws {
    if runs.isEmpty { return }
    try Self.wording(path) {
      try database.write { database in for run in runs { try Self.add(run.result, run.metrics, database) } }
    }
  }

  private static func add(_ run: RunResult, _ metrics: [StepMetric], _ database: Database) throws {
    let seed = String(run.seed)
    try database.execute(
      sql: "DELETE FROM run WHERE spec_hash = ? AND seed = ?", arguments: [run.specHash, seed])
    try database.execute(
      sql: """
        INSERT INTO run (spec_hash, seed, plan_hash, data_fingerprint, evaluation, version, machine, failure)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.specHash, seed, run.planHash, run.dataFingerprint, run.evaluation, run.version, run.machine, run.failure,
      ])
    let id = database.lastInsertedRowID
    let figure = try database.makeStatement(sql: "INSERT INTO figure (run, place, name, value) VALUES (?, ?, ?, ?)")
    for (place, entry) in run.figures.enumerated() {
      try figure.execute(arguments: [id, place, entry.name, entry.value])
    }
    let metric = try database.makeStatement(
      sql: "INSERT OR REPLACE INTO metric (run, step, name, value) VALUES (?, ?, ?, ?)")
    for entry in metrics { try metric.execute(arguments: [id, entry.step, entry.name, entry.value]) }
  }

  /// What the file holds of one run's training, by step and name.
  package func metrics(of key: RunKey) throws -> [StepMetric] {
    try Self.wording(path) {
      try database.read { database in
        let sql = """
          SELECT step, name, value FROM metric JOIN run ON run.id = metric.run
          WHERE spec_hash = ? AND seed = ? ORDER BY step, name
          """
        return try Row.fetchAll(database, sql: sql, arguments: [key.specHash, String(key.seed)])
          .map { StepMetric(step: $0["step"], name: $0["name"], value: $0["value"]) }
      }
    }
  }

  /// Runs `body` with errors of SQLite worded for the user.
  private static func wording<Output>(_ path: String, _ body: () throws -> Output) throws -> Output {
    do { return try body() } catch let error as DatabaseError {
      if [ResultCode.SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_SCHEMA, .SQLITE_ERROR].contains(error.resultCode) {
        throw Refusal([
          .error(
            "not-results", "`\(path)` is no whole results file: \(error.message ?? "\(error.resultCode)")", at: .none
          )
          .help("move it away: finished runs are gathered again from their folders")
        ])
      }
      throw MachineFailure("cannot use `\(path)`: \(error.message ?? "\(error.resultCode)")")
    }
  }
}

/// One number of a run's training, as `valid.elbo` at step 500.
package struct StepMetric: Sendable, Equatable {
  package var step: Int
  package var name: String
  /// nil where it is not finite.
  package var value: Double?

  package init(step: Int, name: String, value: Double?) {
    self.step = step
    self.name = name
    self.value = value
  }
}
