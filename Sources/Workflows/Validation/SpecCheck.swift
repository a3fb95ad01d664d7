import Datasets
import Diagnostics
import ExecutionPlan
import LatentModel
import ModelSpec
import TensorGraph

/// One spec checked as far as possible: a stage that refuses does not hide what the others would say on their own.
struct SpecCheck {
  private(set) var findings: [Diagnostic] = []
  private(set) var source: ReadSpec?
  private(set) var facts: DataFacts?
  private(set) var resolution: Resolution?
  private(set) var memory: MemoryNeed?
  private let cache: FactsCache?
  /// The cells of the spec's `ablation`; nil when it has none, or when the spec itself is wrong.
  private(set) var cells: CellChecks?
  /// The data, where `keepsData` asked for them.
  private(set) var dataset: Dataset?
  private let keepsData: Bool

  /// Whether nothing is an error.
  var isFine: Bool { !findings.contains { $0.severity == .error } }

  /// Reads, checks and, when all is well, plans; then the same for every cell of an ablation. Throws only what is no
  /// finding: the machine's refusals and signals.
  init(_ request: SpecRequest, withoutData: Bool, keepsData: Bool = false, in session: Session) throws {
    cache = request.isSandboxed ? nil : session.factsCache
    self.keepsData = keepsData
    let pipeline = Pipeline()
    let text = try SpecText(request, in: session)
    do {
      let source = try pipeline.read(text, sources: session.sources)
      self.source = source
      findings += source.reading.findings
    } catch let refusal as Refusal {
      findings += refusal.diagnostics
      if !withoutData { try checkDataAlone(text) }
      return
    }
    try checkModel(withoutData: withoutData, pipeline)
    if withoutData { findings.removeAll { PlaceholderFacts.dependent.contains($0.code) } }
    if isFine { try checkCells(text, withoutData: withoutData, pipeline) }
    // Of a refused spec not every rule had its say: a comment that nothing needed is then no finding.
    guard let source, isFine else { return }
    findings = source.allowances.applied(to: findings, unheard: withoutData ? PlaceholderFacts.unheard : [])
  }

  private mutating func checkModel(withoutData: Bool, _ pipeline: Pipeline) throws {
    guard let source else { return }
    do {
      let facts = try withoutData ? PlaceholderFacts(source.spec.data).facts : load(source, pipeline)
      let resolution = try pipeline.resolve(source.spec, facts)
      findings += resolution.findings
      self.resolution = resolution
      if withoutData { return }
      self.facts = facts
      try plan(source.spec, resolution.model, pipeline)
    } catch let refusal as Refusal {
      findings += refusal.diagnostics
      if !withoutData && !hasLoaded { try checkModelAlone(source, pipeline) }
    }
  }

  /// A cell of a spec that is wrong would only say so again.
  private mutating func checkCells(_ text: SpecText, withoutData: Bool, _ pipeline: Pipeline) throws {
    guard let source, let section = source.spec.ablation,
      let facts = withoutData ? PlaceholderFacts(source.spec.data).facts : facts
    else { return }
    do {
      let cells = try CellChecks(
        section, text, base: source, baseFindings: findings, facts: facts, withoutData: withoutData, pipeline: pipeline)
      findings += cells.findings
      self.cells = cells
    } catch let refusal as Refusal {
      findings += refusal.diagnostics
    }
  }

  private var hasLoaded = false

  private mutating func load(_ source: ReadSpec, _ pipeline: Pipeline) throws -> DataFacts {
    if keepsData {
      let dataset = try pipeline.load(source)
      hasLoaded = true
      self.dataset = dataset
      findings += dataset.findings
      return dataset.facts
    }
    let reading = try pipeline.facts(source, cache)
    hasLoaded = true
    findings += reading.findings
    return reading.facts
  }

  private mutating func plan(_ spec: Spec, _ model: Model, _ pipeline: Pipeline) throws {
    guard let facts else { return }
    let parameters = ParameterTable(model)
    let batch = spec.training.batchSize.value.rows(of: facts.trainRows)
    let plan = try pipeline.plan(.gradient, model, parameters, batchSize: batch)
    let need = MemoryNeed(plan: plan, parameters: parameters, facts: facts)
    memory = need
    if let finding = need.finding(limits: spec.limits, batchSize: spec.training.batchSize) {
      findings.append(finding)
    } else {
      let evaluation = try EvaluationMemory(spec, model, parameters, facts: facts, batchSize: 1)
      findings += [evaluation.finding(spec, left: spec.limits.memory.value - need.total)].compactMap { $0 }
    }
  }

  /// The sections beside `data` are wrong: what the data say is said too, if `data` itself is well written.
  private mutating func checkDataAlone(_ text: SpecText) throws {
    guard let source = try? Pipeline().readDataAlone(text) else { return }
    do {
      findings += try Pipeline().facts(source, cache).findings
    } catch let refusal as Refusal {
      findings += refusal.diagnostics
    }
  }

  /// The data are wrong: what can be said of the model without them is said too.
  private mutating func checkModelAlone(_ source: ReadSpec, _ pipeline: Pipeline) throws {
    do {
      _ = try pipeline.resolve(source.spec, PlaceholderFacts(source.spec.data).facts)
    } catch let refusal as Refusal {
      findings += refusal.diagnostics.filter { $0.severity == .error && !PlaceholderFacts.dependent.contains($0.code) }
    }
  }
}

extension BatchSize {
  /// Rows of a step when train has `rows`.
  func rows(of rows: Int) -> Int {
    switch self {
    case .rows(let count): max(1, min(count, rows))
    case .all: max(1, rows)
    }
  }
}
