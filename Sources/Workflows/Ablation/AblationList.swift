import Ablation
import Diagnostics

/// The cells of an ablation before anything runs: what each is, and what it takes.
struct AblationList {
  private let plan: AblationPlan

  init(_ plan: AblationPlan) { self.plan = plan }

  private var cells: [CheckedCell] { plan.cells.filter { plan.shown.contains($0.cell) } }

  func text(_ format: TableFormat) -> String {
    switch format {
    case .json: json.indentedText
    case .csv:
      table {
        "\($0)"
      } memory: {
        "\($0)"
      } cost: {
        "\($0)"
      }.csv
    case .markdown: table(number: grouped, memory: byteText, cost: { grouped($0) }).markdown + "\n" + summary
    case .text: table(number: grouped, memory: byteText, cost: { grouped($0) }).text + summary
    }
  }

  private func table(
    number: (Int) -> String, memory: (Int) -> String, cost: (Double) -> String
  ) -> TextTable {
    TextTable(
      head: plan.grid.axes.map(\.name.value) + [
        "variables", "parameters", "flop a step", "memory", "steps", "folders",
      ],
      rows: cells.map { cell in
        plan.grid.names(of: cell.cell)
          + [
            number(cell.variables), number(cell.parameters), cost(cell.cost), memory(cell.memory), number(cell.steps),
            String(RunKey(specHash: cell.specHash, seed: 0).folderName.prefix(16)) + "-seed-*",
          ]
      }, wordColumns: plan.grid.axes.count)
  }

  private var summary: String {
    let models = Set(cells.map(\.specHash)).count
    let equal = models < cells.count ? " (\(counted(models, "model")) that differ)" : ""
    return "\(counted(cells.count, "cell"))\(equal), \(counted(plan.seeds.count, "seed")): "
      + "\(counted(plan.runs.runs.count, "run")) in \(plan.folder)\n"
  }

  private var json: JSONValue {
    let rows = cells.map { cell -> JSONValue in
      let names = zip(plan.grid.axes, plan.grid.names(of: cell.cell)).map {
        JSONValue.Member($0.name.value, .string($1))
      }
      return [
        "cell": .object(names), "overrides": .array(cell.overrides.map { .string($0) }),
        "spec_hash": .string(cell.specHash), "plan_hash": .string(cell.planHash), "variables": .integer(cell.variables),
        "parameters": .integer(cell.parameters), "cost": .finite(cell.cost), "memory": .integer(cell.memory),
        "steps": .integer(cell.steps),
        "folders": .array(
          plan.seeds.map { .string("\(plan.folder)/\(RunKey(specHash: cell.specHash, seed: $0).folderName)") }),
      ]
    }
    return [
      "version": 1, "cells": .array(rows), "seeds": .array(plan.seeds.map { .string(String($0)) }),
      "runs": .integer(plan.runs.runs.count),
    ]
  }
}
