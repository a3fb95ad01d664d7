/// A JSON value whose objects keep the order of their keys, so the same value is the same text.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(FiniteNumber)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One key of an object with its value.
  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSONValue
    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A Double that JSON can hold: never NaN, never infinite.
  package struct FiniteNumber: Sendable, Equatable {
    package let value: Double
    /// nil when `value` is not finite.
    package init?(_ value: Double) {
      guard value.isFinite else { return nil }
      self.value = value
    }
  }

  /// A number, or null where the value is not finite.
  package static func finite(_ value: Double) -> JSONValue {
    FiniteNumber(value).map(JSONValue.number) ?? .null
  }

  /// The value of the first member called `key`; nil when this is no object or has no such member.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  package init(nilLiteral: ()) { self = .null }
}
