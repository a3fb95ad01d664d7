import CPURuntime
import Datasets
import LatentModel

/// Rows encoded to their most probable z and decoded again.
struct RowReconstruction {
  let encoding: RowEncoding
  let decoder: LatentDecoder
  private let loaded: LoadedModel
  private let fields: [DataColumns]

  init(_ loaded: LoadedModel, rowCount: Int, machine: Machine, seed: UInt64) throws {
    self.loaded = loaded
    encoding = try RowEncoding(loaded, followedBy: [.decode], rowCount: rowCount, machine: machine, seed: seed)
    decoder = LatentDecoder(encoding.pass.executors[encoding.pass.executors.count - 1], model: loaded.model)
    fields = loaded.model.fields.map { DataColumns($0, spec: loaded.spec) }
  }

  /// `row`, every column, then every column's reconstruction.
  var columns: [OutputColumn] {
    let own = OutputColumn.distinct(fields.map { ($0.field.name, $0.outputColumns()) })
    let names = own.map { OutputColumn(name: "\($0.name).reconstruction", labels: $0.labels) }
    return [OutputColumn(name: "row")] + own + names
  }

  /// One row of the data.
  struct OwnRow {
    /// Its place in the batch.
    var place: Int
    /// Its number in its file.
    var number: UInt32
    /// Its values field by field; a missing cell is nil.
    var values: [[Double?]]
  }

  /// Runs over the first `count` rows; after each batch `body` is given its rows.
  func forEachRow(of split: Split, count: Int, _ body: (OwnRow) throws -> Void) throws {
    let latents = LatentDecoder.latents(of: encoding.mapExecutor, prefix: "map", loaded.model)
    try encoding.pass.run(over: split, count: count, facts: loaded.facts) { range in
      decoder.run(rows: range.count, latents: latents)
      for row in range {
        let values = ownValues(row, of: split)
        try body(OwnRow(place: row - range.lowerBound, number: split.rowNumbers[row], values: values))
      }
    }
  }

  /// `columns` of one row of the last batch.
  func values(_ row: OwnRow) -> [Double?] {
    let likeliest = fields.indices.flatMap { fields[$0].likeliest(row: row.place, means: decoder.means[$0]) }
    return [Double(row.number)] + row.values.joined() + likeliest
  }

  private func ownValues(_ row: Int, of split: Split) -> [[Double?]] {
    fields.map { field in
      guard let place = loaded.facts.fields.firstIndex(where: { $0.name == field.field.name }) else { return [] }
      let count = field.field.columns.count
      var values = [Float](repeating: 0, count: count)
      var presence = [Float](repeating: 1, count: count)
      unsafe [Int32(truncatingIfNeeded: row)].withUnsafeBufferPointer { rows in
        unsafe split.fillValues(field: place, rows: rows, into: &values, rowStride: count, visit: 0)
        unsafe split.fillPresence(field: place, rows: rows, into: &presence, rowStride: count)
      }
      return zip(values, presence).map { $1 == 0 ? nil : field.ownValue($0) }
    }
  }
}
