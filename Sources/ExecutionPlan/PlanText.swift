import Diagnostics
import TensorOps

extension Plan {
  /// The plan as a table, one line an instruction, in the order it runs, under the phase it belongs to. Runs of instructions that differ only in value
  /// names are folded to one line with their number. No address, date or path: equal specs give equal text.
  package func dump() -> String {
    var lines = [
      "batch \(batchCapacity) rows, arena \(4 * arenaElements) bytes, constants \(4 * constants.count) bytes, "
        + "slab \(4 * slabElements) bytes, \(instructions.count) instructions, \(Self.number(flops)) flops a step"
    ]
    let rows = phases.enumerated().flatMap { phase, members in
      members.instructions.map { index in
        let instruction = instructions[index]
        return Row(
          phase: phase, step: "\(index)", kernel: instruction.kernel.description, what: instruction.formula,
          flops: Self.number(instruction.flops), bytes: Self.number(instruction.bytes), label: instruction.label)
      }
    }
    let folded = Self.fold(rows)
    let widths = [
      folded.map(\.row.kernel.count).max() ?? 0, folded.map { min($0.row.what.count, Self.formulaWidth) }.max() ?? 0,
    ]
    var phase = -1
    for (row, count) in folded {
      if row.phase != phase { lines.append(phases[row.phase].description) }
      phase = row.phase
      let times = count > 1 ? " x\(count)" : ""
      lines.append(
        [
          Self.pad(row.step, 5), Self.pad(row.kernel, widths[0]), Self.pad(Self.cut(row.what), widths[1]),
          Self.pad(row.flops + " flops", 12), Self.pad(row.bytes + " bytes", 12), row.label + times,
        ].joined(separator: "  "))
    }
    for port in inputs { lines.append("input   \(port.name) \(port.shape) at \(port.location.offset)") }
    for port in outputs {
      lines.append("result  \(port.name) \(port.shape) at \(port.location.region) \(port.location.offset)")
    }
    return lines.map(Self.withoutTrailingBlanks).joined(separator: "\n") + "\n"
  }

  private static let formulaWidth = 60

  private struct Row {
    var phase: Int
    var step: String
    var kernel: String
    var what: String
    var flops: String
    var bytes: String
    var label: String

    /// Equal rows differ only in the names of values.
    var signature: String { kernel + Self.withoutNames(what) + flops + bytes + Self.withoutDigits(label) }

    private static func withoutNames(_ text: String) -> String {
      var result = ""
      var isName = false
      for character in text {
        if character == "%" { isName = true } else if !character.isNumber { isName = false }
        if !isName || character == "%" { result.append(character) }
      }
      return result
    }

    private static func withoutDigits(_ text: String) -> String { text.filter { !$0.isNumber } }
  }

  private static func fold(_ rows: [Row]) -> [(row: Row, count: Int)] {
    var result: [(row: Row, count: Int)] = []
    for row in rows {
      if let last = result.last, last.row.phase == row.phase, last.row.signature == row.signature {
        result[result.count - 1].count += 1
      } else {
        result.append((row, 1))
      }
    }
    return result
  }

  private static func cut(_ text: String) -> String {
    text.count <= formulaWidth ? text : String(text.prefix(formulaWidth - 3)) + "..."
  }

  private static func withoutTrailingBlanks(_ text: String) -> Substring {
    let end = text.utf8.lastIndex { $0 != UInt8(ascii: " ") }
    return text[..<(end.map(text.utf8.index(after:)) ?? text.startIndex)]
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// 1,234 as `1234`, 12,345,678 as `12.3M`.
  package static func number(_ value: Double) -> String {
    for (unit, suffix) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")] where value >= unit {
      let scaled = value / (unit == 1e4 ? 1e3 : unit)
      return "\((scaled * 10).rounded() / 10)\(suffix)"
    }
    return value < 1e15 ? "\(Int(value))" : "\(value)"
  }
}

extension Instruction.Kernel: CustomStringConvertible {
  package var description: String {
    switch self {
    case .matrixProduct(let rows, let columns, let depth, let transposesA, let transposesB, _):
      "product \(rows)x\(depth)x\(columns) \(transposesA ? "T" : "N")\(transposesB ? "T" : "N")"
    case .sparseProduct(let rows, let columns, let depth, let transposesA, _):
      "sparse product \(rows)x\(depth)x\(columns) \(transposesA ? "T" : "N")N"
    case .elementwise(let program, let extents, _):
      "elementwise\(program.count) " + extents.map(\.description).joined(separator: "x")
    case .reduce(let reduction):
      "\(reduction.kind.rawValue) " + reduction.keptExtents.map(\.description).joined(separator: "x") + " over "
        + reduction.reducedExtents.map(\.description).joined(separator: "x")
    case .segmented(let kernel, let rows, let offsets, _, _): "\(kernel.rawValue) \(rows)x\(offsets.last ?? 0)"
    case .gatherSum(let rows, let width, let tableRow, _): "gather_sum \(rows)x\(tableRow.count)x\(width)"
    case .scatterSum(let rows, let width, _, let tableRow, _): "scatter_sum \(rows)x\(tableRow.count)x\(width)"
    case .uniform(_, let rows, _, let columns, _): "uniform \(rows)x\(columns)"
    }
  }
}

extension Extent: CustomStringConvertible {
  package var description: String { isPerRow ? (factor == 1 ? "B" : "\(factor)B") : "\(factor)" }
}

extension Phase: CustomStringConvertible {
  package var description: String {
    switch self {
    case .rows(_, let most): "by rows, \(most) of the batch at a time"
    case .apart: "in any order"
    }
  }
}
