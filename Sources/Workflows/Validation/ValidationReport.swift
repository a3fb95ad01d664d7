import Datasets
import Diagnostics
import LatentModel
import TensorGraph

/// What `validate` says of one file.
struct ValidationReport {
  let name: String
  private(set) var findings: [Diagnostic] = []
  private var facts: DataFacts?
  private var model: Model?
  private var memory: MemoryNeed?
  /// Cells of an ablation, how many of their models differ, and its seeds; nil without one.
  private var ablation: (cells: Int, models: Int, seeds: Int)?
  /// Steps that a checkpoint was trained for; nil for a spec.
  private var step: Int?
  private var isWithoutData = false

  /// Whether nothing is an error.
  var isFine: Bool { isFine(failsFrom: .error) }

  /// Whether no finding is as bad as `severity`.
  func isFine(failsFrom severity: Severity) -> Bool { !findings.contains { $0.severity >= severity } }

  init(_ request: SpecRequest, withoutData: Bool, in session: Session) throws {
    name = request.target == "-" ? request.standardInputPath ?? "standard input" : request.target
    do {
      if try request.target != "-" && RunTarget.isCheckpoint(session.path(request.target), written: request.target) {
        let loaded = try loadCheckpoint(session.path(request.target), sources: &session.sources)
        (facts, model, step) = (loaded.facts, loaded.model, loaded.step)
        return
      }
      let check = try SpecCheck(request, withoutData: withoutData, in: session)
      (findings, facts, model, memory) = (check.findings, check.facts, check.resolution?.model, check.memory)
      isWithoutData = withoutData
      if let section = check.source?.spec.ablation, let cells = check.cells, !withoutData {
        ablation = (cells.cells.count, Set(cells.cells.map(\.specHash)).count, section.seeds?.value.count ?? 1)
      }
      if check.source?.file.isStandardInput == true, request.standardInputPath == nil {
        findings.append(.note("standard-input", "paths are relative to the working directory", at: .none))
      }
    } catch let refusal as Refusal {
      findings += refusal.diagnostics
    }
  }

  /// The report for people: verdict, findings, then what the file means.
  func text(sources: SourceMap, useColour: Bool) -> String {
    var parts = ["\(visible(name)): \(verdict)\n"]
    if !findings.isEmpty { parts.append(TextReport(sources: sources, useColour: useColour).text(findings)) }
    guard isFine else { return parts.joined(separator: "\n") }
    if let facts { parts.append(facts.textLines.joined(separator: "\n") + "\n") }
    if let model { parts.append(model.dump()) }
    if let memory { parts.append(memory.text) }
    if let (cells, models, seeds) = ablation {
      let equal = models < cells ? ", \(grouped(cells - models)) of them equal to others" : ""
      parts.append(
        "ablation: \(counted(cells, "cell"))\(equal), \(counted(seeds, "seed")), \(counted(models * seeds, "run"))\n")
    }
    return parts.joined(separator: "\n")
  }

  private var verdict: String {
    guard isFine else { return "refused" }
    if let step { return "a whole checkpoint, \(counted(step, "step"))" }
    return isWithoutData ? "fine, as far as can be said without the data" : "fine"
  }

  /// The report for programs; diagnostics stand in the envelope.
  var json: JSONValue {
    [
      "file": .string(name), "ok": .boolean(isFine), "step": step.map(JSONValue.integer) ?? .null,
      "data": facts.map { DataSummary(facts: $0).json } ?? .null,
      "model": model.map { ModelSummary(model: $0, parameters: ParameterTable($0)).json } ?? .null,
      "memory": memory?.json ?? .null,
      "ablation": ablation.map {
        ["cells": .integer($0.cells), "models": .integer($0.models), "seeds": .integer($0.seeds)]
      } ?? .null,
    ]
  }
}
