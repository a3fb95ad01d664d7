import Diagnostics
import ExecutionPlan
import TensorGraph

/// What each part of a model costs in a step, and the update: instructions, floating-point operations and bytes moved, by label.
struct PlanCosts {
  private var parts: [Part] = []

  private struct Part {
    var label: String
    var instructions = 0
    var flops = 0.0
    var bytes = 0.0
  }

  init(_ plan: Plan, _ update: UpdateProgram) {
    var places: [String: Int] = [:]
    for instruction in plan.instructions {
      let label = instruction.label.isEmpty ? "objective" : instruction.label
      let place = places[label] ?? parts.count
      if place == parts.count {
        parts.append(Part(label: label))
        places[label] = place
      }
      parts[place].instructions += 1
      parts[place].flops += instruction.flops
      parts[place].bytes += instruction.bytes
    }
    parts.append(
      Part(label: "update", instructions: update.passes.count, flops: update.flops, bytes: update.bytes))
  }

  /// A table, the parts in the order they first run.
  var text: String {
    let rows = parts.map { part in
      [visible(part.label), "\(part.instructions)", Plan.number(part.flops), Plan.number(part.bytes)]
    }
    let table = [["part", "instructions", "flops", "bytes"]] + rows
    let widths = (0..<4).map { column in table.map { $0[column].count }.max() ?? 0 }
    let lines = table.map { row in
      row.enumerated().map { column, cell in
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blank : blank + cell
      }.joined(separator: "  ")
    }
    return "cost of a step\n" + lines.map { "  \($0)\n" }.joined()
  }

  var json: JSONValue {
    .array(
      parts.map {
        [
          "part": .string($0.label), "instructions": .integer($0.instructions), "flops": .finite($0.flops),
          "bytes": .finite($0.bytes),
        ]
      })
  }
}
