import YAMLDocument

/// What a value of the spec may be: data, from which the reader, the JSON Schema and the rendered spec are made.
package indirect enum ValueKind: Sendable {
  case text(TextRule)
  /// `true` or `false`, unquoted.
  case boolean
  case whole(ClosedRange<Int>)
  case number(NumberRange)
  /// A number of bytes with a unit, as `4GiB`.
  case bytes
  /// A bare name, or one name with its options.
  case choice([Alternative])
  case list(of: ValueKind, count: ClosedRange<Int>)
  /// A map whose keys the language declares.
  case section(SectionDeclaration)
  /// A map whose keys the user names.
  case entries(of: ValueKind, names: NameRule, minimum: Int)
  /// The first that fits the node's shape: map, list, listed name or other text.
  case either([ValueKind])
  /// `block`, `block.3`, `block.each`.
  case reference
  /// One item of a field's `columns`.
  case column
  /// Any value: what it may be is said by the place it is put at, later.
  case anything
  /// A kind that is used in several places or inside itself.
  case shared(SharedKind)
}

/// What text may hold.
package enum TextRule: Sendable {
  case any
  case path
  /// The name of a run: letters, digits, `-`, `_`, `.`, no leading dot.
  case runName
  /// One ASCII character that separates cells.
  case delimiter
}

/// What keys that the user names may hold.
package enum NameRule: Sendable {
  /// Blocks and fields: no dot, not `encoder`.
  case part
  case any
}

/// Bounds of a number, each with whether it belongs to the range; nil is no bound.
package struct NumberRange: Sendable, Equatable {
  package var lower: Bound?
  package var upper: Bound?

  /// One end of a range.
  package struct Bound: Sendable, Equatable {
    package var value: Double
    package var isIncluded: Bool
  }

  package static let any = NumberRange()
  package static func atLeast(_ value: Double) -> NumberRange {
    NumberRange(lower: Bound(value: value, isIncluded: true))
  }
  package static func within(_ range: ClosedRange<Double>) -> NumberRange {
    NumberRange(
      lower: Bound(value: range.lowerBound, isIncluded: true), upper: Bound(value: range.upperBound, isIncluded: true))
  }
  package static func above(_ value: Double) -> NumberRange {
    NumberRange(lower: Bound(value: value, isIncluded: false))
  }
  /// From 0 to below 1.
  package static let fraction = NumberRange(
    lower: Bound(value: 0, isIncluded: true), upper: Bound(value: 1, isIncluded: false))
  /// Above 0 and below 1.
  package static let properFraction = NumberRange(
    lower: Bound(value: 0, isIncluded: false), upper: Bound(value: 1, isIncluded: false))
  /// From 0 to 1.
  package static let probability = NumberRange(
    lower: Bound(value: 0, isIncluded: true), upper: Bound(value: 1, isIncluded: true))

  package func contains(_ value: Double) -> Bool {
    if let lower, lower.isIncluded ? value < lower.value : value <= lower.value { return false }
    if let upper, upper.isIncluded ? value > upper.value : value >= upper.value { return false }
    return true
  }
}
