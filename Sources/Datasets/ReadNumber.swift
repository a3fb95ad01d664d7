/// The number written in `text`: digits with a point and an exponent, as `1`, `.5`, `-2.5e3`; nil for anything else
/// (also for words such as `nan`, `inf` and hexadecimal digits, and for numbers too large for a Double).
func readNumber(_ text: some Collection<UInt8>) -> Double? {
  var rest = text[...]
  if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
  let whole = rest.prefix { isDigit($0) }.count
  rest = rest.dropFirst(whole)
  var fraction = 0
  if rest.first == UInt8(ascii: ".") {
    rest = rest.dropFirst()
    fraction = rest.prefix { isDigit($0) }.count
    rest = rest.dropFirst(fraction)
  }
  if whole + fraction == 0 { return nil }
  if let letter = rest.first {
    guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return nil }
    rest = rest.dropFirst()
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
    if rest.isEmpty || !rest.allSatisfy(isDigit) { return nil }
  }
  guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else { return nil }
  return number
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
