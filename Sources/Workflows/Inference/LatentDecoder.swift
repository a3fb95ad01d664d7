import CPURuntime
import LatentModel

/// Feeds latents to the program `decode` and reads what p(x | z) says of each field.
@safe struct LatentDecoder {
  let executor: Executor
  /// One entry a field of the model: probabilities of 1, or of every category of every column.
  let means: [ResultColumns]
  /// One entry a field of the model: bits or category indices drawn from p(x | z).
  let draws: [ResultColumns]
  private let targets: [(base: UnsafeMutablePointer<Float>, pitch: Int)?]

  /// `executor` runs the program `decode` of `model`.
  init(_ executor: Executor, model: Model) {
    self.executor = executor
    means = model.fields.compactMap { ResultColumns("mean.\($0.name)", of: executor) }
    draws = model.fields.compactMap { ResultColumns("draw.\($0.name)", of: executor) }
    unsafe targets = unsafe model.blocks.map { unsafe executor.input("latents.\($0.name)") }
  }

  /// Copies latents from results called `prefix.<block>` of another program's last batch, and runs.
  func run(rows: Int, latentsFrom source: Executor, prefix: String, of model: Model) {
    for (index, block) in model.blocks.enumerated() {
      guard let target = unsafe targets[index], let values = ResultColumns("\(prefix).\(block.name)", of: source)
      else { continue }
      for row in 0..<rows {
        for column in 0..<values.columns {
          unsafe target.base[row * target.pitch + column] = Float(values[row, column])
        }
      }
    }
    unsafe executor.run(rows: rows, step: 0)
  }
}
