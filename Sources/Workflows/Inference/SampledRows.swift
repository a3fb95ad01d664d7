import CPURuntime
import LatentModel

/// Ancestral draws, batch by batch: `prior` runs the program `priorSample`, its latents feed the decoder.
struct SampledRows {
  let pass: JointPass
  let prior: Executor
  let decoder: LatentDecoder
  let model: Model

  /// Draws rows 0 ..< count; `body` reads the decoder's results of each batch.
  func forEachBatch(_ count: Int, _ body: (Range<Int>) throws -> Void) throws {
    let latents = LatentDecoder.latents(of: prior, prefix: "latents", model)
    for start in stride(from: 0, to: count, by: pass.capacity) {
      try StopFlag.check()
      let rows = min(pass.capacity, count - start)
      for executor in pass.executors {
        for row in 0..<rows { unsafe executor.rowNumbers[row] = UInt32(truncatingIfNeeded: start + row) }
      }
      unsafe prior.run(rows: rows, step: 0)
      decoder.run(rows: rows, latents: latents)
      try body(start..<start + rows)
    }
  }
}
