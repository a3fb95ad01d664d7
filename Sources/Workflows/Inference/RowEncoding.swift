import CPURuntime
import Diagnostics
import LatentModel

/// The programs that encode rows, and their results as the columns of a table.
struct RowEncoding {
  let pass: JointPass
  /// `row`, then the marginals, the likeliest values, the most probable joint z and its log-probability.
  let columns: [OutputColumn]
  /// Said when the answer is not exact.
  let note: Diagnostic?
  /// The executor whose results `map.<block>` are the most probable joint z.
  let mapExecutor: Executor
  private let marginals: [ResultColumns]
  private let maps: [ResultColumns]
  private let mapLogProbability: ResultColumns?
  private let logLikelihood: ResultColumns?

  /// Programs `followedBy` are compiled for the same batches and run by the caller.
  init(
    _ loaded: LoadedModel, followedBy others: [Program] = [], rowCount: Int, machine: Machine, seed: UInt64
  ) throws {
    let model = loaded.model
    let samples = loaded.spec.evaluation.importanceSamples.value
    let (isPosterior, isExact) = (Self.isPosterior(model), Self.isExact(model))
    pass = try JointPass(
      Self.programs(model, samples: samples), followedBy: others, of: loaded, rowCount: rowCount, machine: machine,
      seed: seed)
    let encoder = pass.executors[0]
    mapExecutor = isExact ? encoder : pass.executors[1]
    let mapExecutor = mapExecutor
    marginals = model.variables.compactMap { ResultColumns("marginal.\($0.name)", of: encoder) }
    maps = model.blocks.compactMap { ResultColumns("map.\($0.name)", of: mapExecutor) }
    mapLogProbability = ResultColumns("map_log_probability", of: mapExecutor)
    logLikelihood = isPosterior ? ResultColumns("log_likelihood", of: pass.executors[1]) : nil
    columns = Self.columns(model)
    note = isExact ? nil : Self.sampledNote(model, samples: samples)
  }

  /// What encoding runs, in order; `samples` draws a row where q cannot be summed.
  static func programs(_ model: Model, samples: Int) -> [Program] {
    let encode = Program.encode(samples: samples, isExact: isExact(model))
    if isPosterior(model) { return [encode, .logLikelihood] }
    return isExact(model) ? [encode] : [encode, .greedyMAP]
  }

  /// Whether q is the posterior of p itself.
  private static func isPosterior(_ model: Model) -> Bool { if case .exact = model.posterior { true } else { false } }

  /// Whether q is summed over all of its values.
  private static func isExact(_ model: Model) -> Bool {
    isPosterior(model) || model.posteriorEliminationCost <= model.limits.enumeration.value
  }

  private static func columns(_ model: Model) -> [OutputColumn] {
    var names = ["row"]
    for variable in model.variables { names += (0..<variable.categories).map { "\(variable.name)=\($0)" } }
    names += model.variables.map { "\($0.name).likeliest" } + model.variables.map { "\($0.name).map" }
    return (names + ["map_log_probability"]).map { OutputColumn(name: $0) }
  }

  private static func sampledNote(_ model: Model, samples: Int) -> Diagnostic {
    let cost = grouped(model.posteriorEliminationCost)
    return .note(
      "sampled-encoding",
      "summing q needs \(cost) terms a row, over the limit of \(grouped(model.limits.enumeration.value)): marginals "
        + "average \(samples) draws, and the most probable z is greedy", at: .none
    ).help("raise `limits.enumeration` for exact answers")
  }

  /// The values of one row of the last batch, without the row's number.
  func values(row: Int) -> [Double] {
    var values: [Double] = []
    var likeliest: [Double] = []
    for marginal in marginals {
      let own = (0..<marginal.columns).map { marginal[row, $0] }
      values += own
      likeliest.append(Double(own.indices.max { own[$0] < own[$1] } ?? 0))
    }
    let map = maps.flatMap { block in (0..<block.columns).map { block[row, $0] } }
    let joint = (mapLogProbability?[row, 0] ?? 0) - (logLikelihood?[row, 0] ?? 0)
    return values + likeliest + map + [joint]
  }
}

extension Model {
  /// Table entries a row of summing the factors of q alone.
  var posteriorEliminationCost: Double {
    let scopes = posteriorDependencies().enumerated().map { $1 + [VariableID($0)] }
    return EliminationOrder(
      eliminating: variables.indices.map { VariableID($0) }, scopes: scopes,
      categories: { variables[$0.index].categories }, name: { variables[$0.index].name },
      stopAbove: limits.enumeration.value
    ).cost
  }
}
