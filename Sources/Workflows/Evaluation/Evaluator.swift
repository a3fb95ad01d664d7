import Datasets
import DeterministicMath
import Diagnostics
import LatentModel
import ModelSpec

/// Computes the figures of section 11 over splits. No figure depends on the batch size, the order of the rows or the
/// number of threads: draws are keyed by the evaluation seed and the row, and rows add as whole numbers.
package final class Evaluator {
  private let context: EvaluationContext
  private let settings: EvaluationSection
  private var elboPass: SplitPass?

  package init(_ context: EvaluationContext, settings: EvaluationSection) {
    self.context = context
    self.settings = settings
  }

  /// Throws `MachineFailure` when a program of `figures` needs more memory for one row than the context has: what a run
  /// wants to know before it trains, not after.
  package func checkMemory(summed: Bool) throws {
    var programs: [Program] = [.elbo(samples: settings.elboSamples.value)]
    if case .networks = context.model.posterior {
      programs.append(.importanceBound(samples: settings.importanceSamples.value))
      if summed { programs.append(.logLikelihood) }
    }
    for program in programs { try SplitPass.checkMemory(program, context) }
  }

  /// Compiles what `evidence` runs, for splits of up to `rowCount` rows, so that later calls only compute.
  package func prepare(rowCount: Int) throws {
    elboPass = try SplitPass(.elbo(samples: settings.elboSamples.value), context, rowCount: rowCount)
  }

  /// `elbo`, `reconstruction`, `kl` and their parts: what training watches.
  package func evidence(of split: Split) throws -> Figures {
    if elboPass == nil { try prepare(rowCount: split.rowCount) }
    guard let pass = elboPass else { return Figures() }
    var sums = EvidenceSums(pass.executor, context.model)
    try pass.run(over: split) { sums.add(rows: $0.count) }
    return sums.figures
  }

  /// Everything: the parts of the ELBO, importance bound, log p(x) when `summed`, bits per dimension, use of the
  /// variables, agreement with labels (codes voted for by `voters`), rows, samples and speed.
  package func figures(of split: Split, voters: Split?, summed: Bool) throws -> Figures {
    let start = ContinuousClock.now
    let pass = try SplitPass(.elbo(samples: settings.elboSamples.value), context, rowCount: split.rowCount)
    var sums = EvidenceSums(pass.executor, context.model)
    var usage = UsageSums(pass.executor, context.model)
    try pass.run(over: split) {
      sums.add(rows: $0.count)
      usage.add(rows: $0.count)
    }
    var figures = sums.figures
    if !context.model.isSummed { figures["elbo_samples"] = Double(settings.elboSamples.value) }
    try appendBounds(of: split, summed: summed, to: &figures)
    appendBitsPerDimension(to: &figures)
    if let active = sums.activeVariables(above: 0.01) { figures["active_variables"] = Double(active) }
    for entry in usage.figures.entries { figures[entry.name] = entry.value }
    if let codes = try LikeliestCodes(context, rowCount: max(split.rowCount, voters?.rowCount ?? 0)) {
      for entry in try codes.figures(of: split, voters: voters).entries { figures[entry.name] = entry.value }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    figures["rows"] = Double(split.rowCount)
    figures["seconds"] = seconds
    figures["rows_per_second"] = seconds > 0 ? Double(split.rowCount) / seconds : nil
    return figures
  }

  private func appendBounds(of split: Split, summed: Bool, to figures: inout Figures) throws {
    if case .networks = context.model.posterior {
      let samples = settings.importanceSamples.value
      figures["importance_bound"] = try mean("importance_bound", .importanceBound(samples: samples), split)
      figures["importance_samples"] = Double(samples)
      if summed { figures["log_likelihood"] = try mean("log_likelihood", .logLikelihood, split) }
    } else {
      figures["log_likelihood"] = figures["elbo"]
    }
  }

  private func mean(_ result: String, _ program: Program, _ split: Split) throws -> Double? {
    let pass = try SplitPass(program, context, rowCount: split.rowCount)
    guard let values = ResultColumns(result, of: pass.executor) else { return nil }
    var sum = FixedPointSum()
    try pass.run(over: split) { rows in
      for row in 0..<rows.count { sum.add(values[row, 0]) }
    }
    return sum.mean
  }

  /// `bits_per_dimension.<total>`: nats a row over (data columns x log 2), positive for what a code would cost.
  private func appendBitsPerDimension(to figures: inout Figures) {
    let columns = context.model.fields.reduce(0) { $0 + $1.columns.count }
    guard columns > 0 else { return }
    let scale = 1 / (Double(columns) * DeterministicMath.log(2))
    for name in ["elbo", "reconstruction", "kl", "importance_bound", "log_likelihood"] where figures.has(name) {
      figures["bits_per_dimension.\(name)"] = figures[name].map { ($0 * scale) * (name == "kl" ? 1 : -1) }
    }
  }
}
