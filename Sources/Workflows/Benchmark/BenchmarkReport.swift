import Diagnostics
import ExecutionPlan

/// What a benchmark found: the machine, the step (or the call of another task) and its parts.
struct BenchmarkReport {
  var machine: MachineSpeed
  var task: BenchTask
  /// Rows of a step.
  var rows: Int
  /// The median step, measured without looking at its parts.
  var secondsPerStep: Double
  var batchSeconds: Double
  var parts: [MeasuredPart]
  /// Bytes of memory this process holds.
  var residentBytes: Int

  /// The least time for the whole step: the bounds of its parts.
  var bound: Double { parts.reduce(0) { $0 + $1.bound(machine) } }
  var boundRatio: Double { bound > 0 ? secondsPerStep / bound : 0 }
  var rowsPerSecond: Double { secondsPerStep > 0 ? Double(rows) / secondsPerStep : 0 }
  /// The step's time that no kernel accounts for.
  var outsideKernels: Double { max(0, secondsPerStep - parts.reduce(0) { $0 + $1.seconds }) }

  var text: String {
    let trip = machine.roundTrip.map { ", a cache line there and back \(decimal($0, digits: 0)) ns" } ?? ""
    let head = [
      "machine: \(machine.instructionSet), \(counted(machine.threads, "thread")): \(giga(machine.flops)) GFLOP/s "
        + "(one thread \(giga(machine.flopsOfOne))), \(giga(machine.bytesPerSecond)) GB/s over "
        + "\(byteText(machine.footprint))\(trip)",
      "\(task.call): \(scaled(secondsPerStep)) \(unit.name) for \(counted(rows, "row")), \(grouped(rowsPerSecond)) rows/s; "
        + "\(decimal(boundRatio)) times its bound of \(scaled(bound)) \(unit.name); outside kernels "
        + "\(scaled(outsideKernels)) \(unit.name) (the batch \(scaled(batchSeconds))); resident \(byteText(residentBytes))",
    ]
    return (head + table).joined(separator: "\n") + "\n"
  }

  /// Of all times: a row encoded alone takes a few microseconds.
  private var unit: (name: String, perSecond: Double) { secondsPerStep < 1e-4 ? ("us", 1e6) : ("ms", 1e3) }

  private func scaled(_ seconds: Double) -> String { decimal(seconds * unit.perSecond, digits: 3) }

  private var table: [String] {
    let titles = ["", "kernel", unit.name, "share", "GFLOP/s", "GB/s", "bound", "section", "formula"]
    let rows = parts.enumerated().map { index, part in
      [
        "\(index)", part.kernel, scaled(part.seconds), "\(decimal(100 * part.seconds / secondsPerStep, digits: 0)) %",
        giga(part.flops / part.seconds), giga(part.bytes / part.seconds),
        "\(decimal(100 * part.bound(machine) / part.seconds, digits: 0)) %", visible(part.label),
        String(part.formula.prefix(48)),
      ]
    }
    let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
    return ([titles] + rows).map { row in
      let cells = row.enumerated().map { column, cell in
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        return [1, 7, 8].contains(column) ? cell + blank : blank + cell
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }

  var json: JSONValue {
    [
      "version": 1, "task": .string(task.rawValue), "instruction_set": .string(machine.instructionSet),
      "threads": .integer(machine.threads),
      "peak_flops": .finite(machine.flops), "peak_flops_one_thread": .finite(machine.flopsOfOne),
      "bandwidth": .finite(machine.bytesPerSecond), "footprint_bytes": .integer(machine.footprint),
      "round_trip_nanoseconds": machine.roundTrip.map { .finite($0) } ?? .null, "rows": .integer(rows),
      "seconds_per_step": .finite(secondsPerStep), "rows_per_second": .finite(rowsPerSecond),
      "bound_seconds": .finite(bound), "bound_ratio": .finite(boundRatio),
      "batch_seconds": .finite(batchSeconds), "seconds_outside_kernels": .finite(outsideKernels),
      "resident_bytes": .integer(residentBytes),
      "instructions": .array(
        parts.map {
          [
            "kernel": .string($0.kernel), "formula": .string($0.formula), "section": .string($0.label),
            "seconds": .finite($0.seconds), "flops": .finite($0.flops), "bytes": .finite($0.bytes),
            "bound_seconds": .finite($0.bound(machine)),
          ]
        }),
    ]
  }
}

private func giga(_ value: Double) -> String { decimal(value * 1e-9, digits: value < 1e10 ? 1 : 0) }

/// A number with a fixed count of decimals; `-` for one that is not finite, as a rate over no time.
private func decimal(_ value: Double, digits: Int = 2) -> String {
  guard value.isFinite, value.magnitude < 1e12 else { return "-" }
  let unit = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  let scaled = Int((value.magnitude * unit).rounded())
  let (whole, part) = scaled.quotientAndRemainder(dividingBy: Int(unit))
  let sign = value < 0 && scaled > 0 ? "-" : ""
  if digits == 0 { return "\(sign)\(whole)" }
  let decimals = String(part)
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - decimals.count) + decimals
}
