import Diagnostics

extension ResultTable {
  /// The table for programs: every number in full.
  package var json: JSONValue {
    let rows = rows.map { row -> JSONValue in
      let figures = (compared + told).compactMap { name in
        row.means[name].map { mean in
          JSONValue.Member(
            name,
            [
              "n": .integer(mean.count), "mean": .finite(mean.mean),
              "standard_error": mean.standardError.map(JSONValue.finite) ?? .null,
              "difference": row.differences[name].map(json) ?? .null,
            ])
        }
      }
      return [
        "cell": .object(zip(axes, row.names).map { JSONValue.Member($0, .string($1)) }),
        "baseline": .boolean(row.isBaseline), "finished": .integer(row.finished), "failed": .integer(row.failed),
        "missing": .integer(row.missing), "figures": .object(figures),
      ]
    }
    return [
      "version": 1, "axes": .array(axes.map { .string($0) }), "seeds": .integer(seeds), "rows": .array(rows),
      "notes": .array(notes.map { .string($0) }),
    ]
  }

  private func json(_ difference: PairedDifference) -> JSONValue {
    [
      "n": .integer(difference.count), "mean": .finite(difference.mean),
      "low": difference.interval.map { .finite($0.low) } ?? .null,
      "high": difference.interval.map { .finite($0.high) } ?? .null,
    ]
  }

  /// The table as CSV: every number in full, a column each.
  package var csv: String {
    let head =
      axes + ["n", "failed", "missing"]
      + compared.flatMap {
        [$0, "\($0).standard_error", "\($0).difference", "\($0).difference.low", "\($0).difference.high"]
      } + told
    let lines = rows.map { row in
      let compared = compared.flatMap { name -> [String] in
        let (mean, difference) = (row.means[name], row.differences[name])
        let numbers = [
          mean?.mean, mean?.standardError, difference?.mean, difference?.interval?.low, difference?.interval?.high,
        ]
        return numbers.map { $0.map { "\($0)" } ?? "" }
      }
      return row.names + ["\(row.finished)", "\(row.failed)", "\(row.missing)"] + compared
        + told.map { name in row.means[name].map { "\($0.mean)" } ?? "" }
    }
    return TextTable(head: head, rows: lines, wordColumns: axes.count).csv
  }
}
