import Checkpoint
import Datasets
import Diagnostics

/// A table as one npy array of single-precision numbers, a row a row. A word that is a number is that number, another
/// word its place among the column's words; a missing cell is NaN.
final class NPYSink: RowSink {
  private let numbers: [[Float]?]
  private let path: String
  private let limit: Int
  private var values: [Float] = []
  private var rows = 0

  init(_ columns: [OutputColumn], path: String, limit: Int) {
    numbers = columns.map { column in
      column.labels.map { words in
        let numbers = words.compactMap { Float($0) }
        return numbers.count == words.count ? numbers : words.indices.map { Float($0) }
      }
    }
    self.path = path
    self.limit = limit
  }

  func append(_ row: [Double?]) throws {
    for (value, words) in zip(row, numbers) {
      guard let value else {
        values.append(.nan)
        continue
      }
      let place = Int(exactly: value) ?? -1
      values.append(words.map { $0.indices.contains(place) ? $0[place] : .nan } ?? Float(value))
    }
    rows += 1
    if values.count > limit / 4 {
      throw MachineFailure("the array would hold more than `limits.memory`, \(limit) bytes")
    }
  }

  func finish() throws {
    try AtomicFile.replace(path, with: NPYWriter.bytes(shape: [rows, numbers.count], floats: values))
  }
}
