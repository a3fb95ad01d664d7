/// 1234567 as `1,234,567`.
func grouped(_ value: Int) -> String {
  var text = ""
  for (place, digit) in String(value.magnitude).reversed().enumerated() {
    if place > 0 && place % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return (value < 0 ? "-" : "") + String(text.reversed())
}

/// A count that may be past every integer: digits while it is exact, else its leading digits and power of ten.
func grouped(_ value: Double) -> String {
  guard value.isFinite else { return "more than 1e308" }
  return value.magnitude < 9e15 ? grouped(Int(value.rounded())) : "\(Float(value))"
}

/// Bytes with a unit: `512 bytes`, `1.5 MiB`.
func byteText(_ bytes: Int) -> String {
  for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")] where bytes >= 1 << shift {
    return "\((Double(bytes) / Double(1 << shift) * 10).rounded() / 10) \(unit)"
  }
  return "\(bytes) bytes"
}

/// `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }
