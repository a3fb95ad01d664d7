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

  /// The results `prefix.<block>` of another program, one entry a block of `model`.
  static func latents(of source: Executor, prefix: String, _ model: Model) -> [ResultColumns?] {
    model.blocks.map { ResultColumns("\(prefix).\($0.name)", of: source) }
  }

  /// Copies latents from results of another program's last batch.
  func fill(rows: Int, latents: [ResultColumns?]) {
    for unsafe(target, values) in unsafe zip(targets, latents) {
      guard let target = unsafe target, let values else { continue }
      unsafe values.copy(rows: rows, to: target.base, pitch: target.pitch)
    }
  }

  /// `fill`, and runs.
  func run(rows: Int, latents: [ResultColumns?]) {
    fill(rows: rows, latents: latents)
    unsafe executor.run(rows: rows, step: 0)
  }
}
