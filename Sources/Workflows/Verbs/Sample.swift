import CPURuntime
import Diagnostics

/// What `sample` is asked for.
package struct SampleRequest: Sendable {
  package var source: RunRequest
  package var count: Int
  package var seed: UInt64
  /// nil: csv to standard output.
  package var out: String?

  package init(source: RunRequest, count: Int, seed: UInt64, out: String?) {
    self.source = source
    self.count = count
    self.seed = seed
    self.out = out
  }
}

/// Draws z from p(z) and x from p(x | z). Row k depends on the seed and k only.
package func sample(_ request: SampleRequest, _ machine: MachineRequest, in session: Session) throws -> ExitStatus {
  let format = try OutputFormat(of: request.out)
  let loaded = try session.load(request.source).loaded
  let pass = try JointPass(
    [.priorSample, .decode], of: loaded, rowCount: request.count, machine: Machine(machine), seed: request.seed)
  let (prior, decoder) = (pass.executors[0], LatentDecoder(pass.executors[1], model: loaded.model))
  let rows = SampledRows(pass: pass, prior: prior, decoder: decoder, model: loaded.model)
  if format == .png, let out = request.out {
    var sheet = try ImageRows(loaded)
    try rows.forEachBatch(request.count) { range in
      for row in 0..<range.count { sheet.append(sheet.mean(row: row, of: decoder)) }
    }
    try sheet.write(to: session.path(out))
    return .success
  }
  let fields = loaded.model.fields.map { DataColumns($0, spec: loaded.spec) }
  let sink = try session.dataSink(fields, loaded, format: format, out: request.out)
  try rows.forEachBatch(request.count) { range in
    for row in 0..<range.count {
      try sink.append(
        fields.indices.flatMap { index in
          fields[index].drawn(row: row, draws: decoder.draws[index], means: decoder.means[index])
        })
    }
  }
  try sink.finish()
  return .success
}

extension Session {
  /// A sink for rows of the model's fields in the data's own values.
  fileprivate func dataSink(
    _ fields: [DataColumns], _ loaded: LoadedModel, format: OutputFormat, out: String?
  ) throws -> any RowSink {
    let limit = loaded.spec.limits.memory.value
    if format == .npy {
      let columns = OutputColumn.distinct(fields.map { ($0.field.name, $0.outputColumns()) })
      return try sink(columns, format: format, out: out, limit: limit)
    }
    let facts = fields.compactMap { field in loaded.facts.fields.first { $0.name == field.field.name } }
    return try DataCSVSink(facts, to: TextTarget(output, path: out.map(path), limit: limit))
  }
}
