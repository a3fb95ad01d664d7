import Diagnostics

extension ResultTable {
  /// The table for people: numbers rounded.
  private var table: TextTable {
    let isCompared = rows.count > 1
    return TextTable(
      head: axes + ["n"] + compared.flatMap { isCompared ? [$0, "difference"] : [$0] }
        + told.map { $0 == "cost" ? "flop a step" : $0 },
      rows: rows.map { row in
        row.names + ["\(row.finished)\(row.failed > 0 ? " (\(row.failed) failed)" : "")"]
          + compared.flatMap { isCompared ? [mean(row, $0), difference(row, $0)] : [mean(row, $0)] }
          + told.map { plain(row, $0) }
      }, wordColumns: axes.count)
  }

  /// Columns in line, and what must be known to read them.
  package var text: String { table.text + notes.map { $0 + "\n" }.joined() }

  /// The same in Markdown.
  package var markdown: String { table.markdown + "\n" + notes.map { $0 + "\n" }.joined() }

  private func mean(_ row: Row, _ name: String) -> String {
    guard let mean = row.means[name] else { return "-" }
    return fixed(mean.mean, 3) + (mean.standardError.map { " (\(fixed($0, 3)))" } ?? "")
  }

  private func difference(_ row: Row, _ name: String) -> String {
    if row.isBaseline { return "baseline" }
    guard let difference = row.differences[name] else { return "-" }
    let sign = difference.mean > 0 ? "+" : ""
    guard let (low, high) = difference.interval else { return sign + fixed(difference.mean, 3) }
    let pairs = difference.count == row.finished ? "" : " n=\(difference.count)"
    return "\(sign)\(fixed(difference.mean, 3)) [\(fixed(low, 3)), \(fixed(high, 3))]\(pairs)"
  }

  private func plain(_ row: Row, _ name: String) -> String {
    guard let mean = row.means[name]?.mean else { return "-" }
    switch name {
    case "seconds": return fixed(mean, 1)
    case "cost": return short(mean)
    default: return fixed(mean, mean == mean.rounded() ? 0 : 1)
    }
  }

  /// `1.2e6` as `1.2 M`.
  private func short(_ value: Double) -> String {
    for (limit, unit) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= limit {
      return "\(fixed(value / limit, value / limit < 10 ? 1 : 0)) \(unit)"
    }
    return fixed(value, 0)
  }

  /// A number with `places` digits after the point, rounded half away from zero.
  private func fixed(_ value: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "\(Float(value))" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
  }
}
