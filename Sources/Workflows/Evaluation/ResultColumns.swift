import CPURuntime
import TensorGraph

/// A result of an executor, read row by row after a run.
@safe struct ResultColumns {
  let name: String
  let columns: Int
  private let base: UnsafePointer<Float>
  private let pitch: Int

  /// nil when the executor's plan has no result of this name.
  init?(_ name: String, of executor: Executor) {
    guard let port = unsafe executor.output(name) else { return nil }
    self.name = name
    unsafe base = unsafe port.base
    pitch = unsafe port.pitch
    columns = unsafe port.columns
  }

  /// Column `column` of row `row` of the last batch.
  subscript(row: Int, column: Int) -> Double { unsafe Double(base[row * pitch + column]) }

  /// Copies the first `rows` rows to rows `pitch` floats apart.
  func copy(rows: Int, to target: UnsafeMutablePointer<Float>, pitch targetPitch: Int) {
    for row in 0..<rows {
      unsafe (target + row * targetPitch).update(from: base + row * pitch, count: columns)
    }
  }
}
