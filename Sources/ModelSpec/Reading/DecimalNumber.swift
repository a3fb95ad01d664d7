/// A number as written, exactly: `1000`, `1e-4`, `1.e-4`, `.5`, `+1e4`, `1_000`.
///
///     value = (-1)^isNegative * digits * 10^exponent
struct DecimalNumber {
  private var isNegative = false
  /// Without leading zeros; empty for zero.
  private var digits: [UInt8] = []
  private var exponent = 0
  /// Digits of a number at most.
  private static let longest = 400

  /// nil when the text is no number of this form. Words such as `.inf` and `.nan` are none.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard rest.count <= Self.longest else { return nil }
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    guard let whole = Self.takeDigits(&rest) else { return nil }
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard let taken = Self.takeDigits(&rest) else { return nil }
      fraction = taken
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest.removeFirst()
      guard let written = Self.takeExponent(&rest) else { return nil }
      exponent = written
    }
    guard rest.isEmpty else { return nil }
    digits = Array((whole + fraction).drop { $0 == 0 })
    exponent -= fraction.count
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
  }

  /// The whole number it is; nil when it has a fraction or does not fit.
  var whole: Int? {
    guard !digits.isEmpty else { return 0 }
    guard exponent >= 0, digits.count + exponent <= 19 else { return nil }
    var value = 0
    for digit in digits + Array(repeating: 0, count: exponent) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowAgain) = product.subtractingReportingOverflow(Int(digit))
      if overflow || overflowAgain { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == Int.min ? nil : -value
  }

  /// Whether it has no fraction, however large.
  var isWhole: Bool { digits.isEmpty || exponent >= 0 }

  /// The nearest Double; nil when it is too large for one, or not zero and too small for one.
  var double: Double? {
    guard !digits.isEmpty else { return isNegative ? -0.0 : 0 }
    let text = (isNegative ? "-" : "") + digits.map { String($0) }.joined() + "e\(exponent)"
    guard let value = Double(text), value.isFinite, value != 0 else { return nil }
    return value
  }

  /// Digits, with single `_` between them; nil when a `_` stands elsewhere. May be empty.
  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    var digits: [UInt8] = []
    var previous: UInt8?
    while let byte = rest.first {
      if byte == UInt8(ascii: "_") {
        guard let last = previous, last != UInt8(ascii: "_") else { return nil }
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        digits.append(byte - UInt8(ascii: "0"))
      } else {
        break
      }
      previous = byte
      rest.removeFirst()
    }
    return previous == UInt8(ascii: "_") ? nil : digits
  }

  /// A signed exponent of at most 6 digits; larger ones fit no number in use.
  private static func takeExponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    guard let digits = takeDigits(&rest), !digits.isEmpty, digits.count <= 6 else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1) }
    return isNegative ? -value : value
  }
}
