import Ablation
import Checkpoint
import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph
import YAMLDocument

/// Every cell of an ablation, checked as `validate` checks a spec: by the same overrides as `--set`, so every rule has
/// its say before anything trains.
///
/// A problem is told once, for the fewest settings that have it, at their place in the `ablation` section.
struct CellChecks {
  let grid: Grid
  /// The cells that are fine, in the order of the grid.
  private(set) var cells: [CheckedCell] = []
  /// Warnings and errors that the spec itself does not have.
  private(set) var findings: [Diagnostic] = []

  private let facts: DataFacts
  private let withoutData: Bool
  private let pipeline: Pipeline
  /// Compiled steps by model and rows: cells that differ in their optimiser share one.
  private var steps: [String: CompiledCost] = [:]
  /// Which cells have told a finding, by its code and place.
  private var told: [Fact: [Cell]] = [:]

  private struct Fact: Hashable {
    var code: DiagnosticCode
    var span: Span
  }

  private struct CompiledCost {
    var planHash: String
    var cost: Double
    var memory: MemoryNeed
    var evaluation: Diagnostic?
  }

  /// Checks the cells of `section`, which the accepted spec `base` holds. With `withoutData` the facts are placeholders:
  /// nothing is compiled, and no cell counts as checked. Throws `Refusal` when an axis's path is none.
  init(
    _ section: AblationSection, _ text: SpecText, base: ReadSpec, baseFindings: [Diagnostic], facts: DataFacts,
    withoutData: Bool = false, pipeline: Pipeline = Pipeline()
  ) throws {
    grid = try Grid(section)
    self.facts = facts
    self.withoutData = withoutData
    self.pipeline = pipeline
    for finding in baseFindings {
      told[Fact(code: finding.code, span: finding.span)] = [Cell(choices: grid.axes.map { _ in 0 })]
    }
    let document = try Document(bytes: text.file.bytes, source: text.source)
    var checked: [(place: Int, cell: CheckedCell)] = []
    // Nearest to the baseline first: a combination is told of what its parts do not have.
    let order = grid.cells.indices.sorted { (grid.cells[$0].distance, $0) < (grid.cells[$1].distance, $1) }
    for place in order {
      try StopFlag.check()
      let cell = grid.cells[place]
      let (own, found) = try check(cell, document, text, stem: base.file.stem)
      for finding in found where finding.severity > .note { tell(finding, of: cell) }
      if let own { checked.append((place, own)) }
    }
    cells = checked.sorted { $0.place < $1.place }.map(\.cell)
    if withoutData { findings.removeAll { PlaceholderFacts.dependent.contains($0.code) } }
  }

  /// Whether every cell may be trained.
  var isFine: Bool { !findings.contains { $0.severity == .error } }

  private mutating func check(
    _ cell: Cell, _ document: Document, _ text: SpecText, stem: String
  ) throws -> (CheckedCell?, [Diagnostic]) {
    let overrides = grid.overrides(of: cell)
    var findings: [Diagnostic] = []
    do {
      let reading = try readSpec(document: document, overrides: text.overrides + overrides, fileStem: stem)
      findings += reading.findings
      let resolution = try pipeline.resolve(reading.spec, facts)
      findings += resolution.findings
      if withoutData { return (nil, findings) }
      let (spec, model) = (reading.spec, resolution.model)
      let schedule = try TrainingSchedule(spec.training, rows: facts.trainRows)
      let parameters = ParameterTable(model)
      let step = try compiled(spec, model, parameters, batchSize: schedule.batchSize)
      if let finding = step.memory.finding(limits: spec.limits, batchSize: spec.training.batchSize) ?? step.evaluation {
        return (nil, findings + [finding])
      }
      let checked = CheckedCell(
        cell: cell, overrides: overrides.map(\.argument), specHash: SpecSettings(reading.root).digest,
        planHash: step.planHash, variables: model.variables.count, parameters: parameters.parameterCount,
        cost: step.cost, memory: step.memory.total, steps: schedule.totalSteps)
      return (checked, findings)
    } catch let refusal as Refusal {
      return (nil, findings + refusal.diagnostics)
    }
  }

  private mutating func compiled(
    _ spec: Spec, _ model: Model, _ parameters: ParameterTable, batchSize: Int
  ) throws -> CompiledCost {
    let key = "\(batchSize) \(spec.limits.memory.value)\n\(model.dump())"
    if let step = steps[key] { return step }
    let plan = try pipeline.plan(.gradient, model, parameters, batchSize: batchSize)
    let memory = MemoryNeed(plan: plan, parameters: parameters, facts: facts)
    let evaluation = try EvaluationMemory(spec, model, parameters, facts: facts, batchSize: 1)
    let step = CompiledCost(
      planHash: SHA256.hexadecimal(of: Array(plan.dump().utf8)), cost: plan.flops, memory: memory,
      evaluation: evaluation.finding(spec, left: spec.limits.memory.value - memory.total))
    steps[key] = step
    return step
  }

  /// Keeps a finding of `cell` unless a cell with some of its settings has it already.
  private mutating func tell(_ finding: Diagnostic, of cell: Cell) {
    let fact = Fact(code: finding.code, span: finding.span)
    if told[fact, default: []].contains(where: { $0.isContained(in: cell) }) { return }
    told[fact, default: []].append(cell)
    findings.append(placed(finding, in: cell))
  }

  /// The finding at a place of the `ablation` section.
  private func placed(_ finding: Diagnostic, in cell: Cell) -> Diagnostic {
    let settings = settings(of: cell)
    guard let last = settings.last else { return finding }
    let own = settings.last { setting in setting.setting.overrides.contains { $0.holds(finding.span) } } ?? last
    var placed = finding
    if !own.setting.overrides.contains(where: { $0.holds(finding.span) }) {
      let value = own.setting.overrides.last?.value.span ?? own.setting.name.span
      placed.span = value
      placed.message += ", with `\(own.setting.name.value)` on the axis `\(own.axis)`"
      if finding.span != .none { placed = placed.context("the finding is about this", at: finding.span) }
    }
    for other in settings where other.axis != own.axis && cell.distance > 1 {
      placed = placed.context(
        "together with `\(other.setting.name.value)` on the axis `\(other.axis)`", at: other.setting.name.span)
    }
    return placed
  }

  /// The settings that a cell's problems are about: those that are no baseline; of the baseline, those that set
  /// anything.
  private func settings(of cell: Cell) -> [(axis: String, setting: Axis.Setting)] {
    zip(grid.axes, cell.choices).filter { axis, choice in
      cell.distance > 0 ? choice != 0 : !axis.settings[choice].overrides.isEmpty
    }.map { ($0.name.value, $0.settings[$1]) }
  }
}

extension Override {
  /// Whether a place lies in the value or is a key of the path.
  fileprivate func holds(_ place: Span) -> Bool {
    [span, value.span].contains { $0.source == place.source && $0.start <= place.start && place.end <= $0.end }
  }
}
