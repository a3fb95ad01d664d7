import Diagnostics
import ModelSpec
import YAMLDocument

/// Whether a value fits a JSON Schema, for the words of draft-07 that the language's schema uses. An unknown word is
/// reported, so none is passed over in silence.
struct SchemaCheck {
  let root: JSONValue
  private(set) var unknownWords: Set<String> = []

  init(_ root: JSONValue) { self.root = root }

  mutating func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    switch schema {
    case .boolean(let isAllowed): return isAllowed
    case .object(let members): return members.allSatisfy { holds($0.key, $0.value, value, schema) }
    default: return false
    }
  }

  private mutating func holds(_ word: String, _ limit: JSONValue, _ value: JSONValue, _ schema: JSONValue) -> Bool {
    switch word {
    case "$schema", "title", "description", "default", "definitions", "then": return true
    case "$ref":
      guard case .string(let path) = limit, let name = path.split(separator: "/").last,
        let target = root["definitions"]?[String(name)]
      else { return false }
      return accepts(value, target)
    case "type": return items(limit).isEmpty ? isType(limit, value) : items(limit).contains { isType($0, value) }
    case "const": return value == limit
    case "not": return !accepts(value, limit)
    case "anyOf": return items(limit).contains { accepts(value, $0) }
    case "allOf": return items(limit).allSatisfy { accepts(value, $0) }
    case "oneOf": return items(limit).count { accepts(value, $0) } == 1
    case "if": return accepts(value, limit) ? accepts(value, schema["then"] ?? true) : true
    case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum": return isInside(word, limit, value)
    case "pattern": return text(value).map { fits(limit, $0) } ?? true
    case "minLength": return text(value).map { $0.unicodeScalars.count >= number(limit) } ?? true
    case "maxLength": return text(value).map { $0.unicodeScalars.count <= number(limit) } ?? true
    case "minItems": return isArray(value) ? items(value).count >= number(limit) : true
    case "maxItems": return isArray(value) ? items(value).count <= number(limit) : true
    case "items": return items(value).allSatisfy { accepts($0, limit) }
    case "required":
      return members(value).map { all in items(limit).allSatisfy { key in all.contains { .string($0.key) == key } } }
        ?? true
    case "minProperties": return members(value).map { $0.count >= number(limit) } ?? true
    case "propertyNames": return members(value).map { $0.allSatisfy { accepts(.string($0.key), limit) } } ?? true
    case "dependencies":
      return members(value).map { all in
        members(limit)?.allSatisfy { rule in
          !all.contains { $0.key == rule.key }
            || items(rule.value).allSatisfy { key in all.contains { .string($0.key) == key } }
        } ?? false
      } ?? true
    case "properties", "patternProperties", "additionalProperties":
      return members(value).map { $0.allSatisfy { holdsProperty(word, limit, $0, schema) } } ?? true
    default:
      unknownWords.insert(word)
      return false
    }
  }

  private mutating func holdsProperty(
    _ word: String, _ limit: JSONValue, _ member: JSONValue.Member, _ schema: JSONValue
  ) -> Bool {
    let isNote = member.key.hasPrefix("x-") && schema["patternProperties"] != nil
    switch word {
    case "properties": return limit[member.key].map { accepts(member.value, $0) } ?? true
    case "additionalProperties":
      return isNote || schema["properties"]?[member.key] != nil || accepts(member.value, limit)
    default: return true
    }
  }

  private func isType(_ type: JSONValue, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .boolean), ("null", .null),
      ("number", .number), ("number", .integer), ("integer", .integer):
      true
    case ("integer", .number(let number)): number.value == number.value.rounded()
    default: false
    }
  }

  private func isInside(_ word: String, _ limit: JSONValue, _ value: JSONValue) -> Bool {
    guard let value = double(value), let limit = double(limit) else { return true }
    return switch word {
    case "minimum": value >= limit
    case "maximum": value <= limit
    case "exclusiveMinimum": value > limit
    default: value < limit
    }
  }

  private func fits(_ pattern: JSONValue, _ text: String) -> Bool {
    guard case .string(let pattern) = pattern, let regex = try? Regex(pattern) else { return false }
    return text.contains(regex)
  }

  private func double(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let whole): Double(whole)
    case .number(let number): number.value
    default: nil
    }
  }

  private func number(_ value: JSONValue) -> Int { if case .integer(let whole) = value { whole } else { 0 } }
  private func text(_ value: JSONValue) -> String? { if case .string(let text) = value { text } else { nil } }
  private func isArray(_ value: JSONValue) -> Bool { if case .array = value { true } else { false } }
  private func items(_ value: JSONValue) -> [JSONValue] { if case .array(let items) = value { items } else { [] } }
  private func members(_ value: JSONValue) -> [JSONValue.Member]? {
    if case .object(let members) = value { members } else { nil }
  }
}

extension JSONValue {
  /// What a YAML 1.2 reader hands to a schema: plain scalars are null, booleans or numbers where they look so.
  init(yaml node: Node) {
    switch node.content {
    case .sequence(let items): self = .array(items.map { JSONValue(yaml: $0) })
    case .mapping(let entries): self = .object(entries.map { Member($0.key, JSONValue(yaml: $0.value)) })
    case .scalar(let scalar):
      let isPlainNumber = scalar.isPlain && !scalar.text.contains("_")
      if !scalar.isPlain {
        self = .string(scalar.text)
      } else if ["", "~", "null"].contains(scalar.text) {
        self = .null
      } else if scalar.text == "true" || scalar.text == "false" {
        self = .boolean(scalar.text == "true")
      } else if isPlainNumber, let whole = Int(scalar.text) {
        self = .integer(whole)
      } else if isPlainNumber, let first = scalar.text.unicodeScalars.first,
        "+-.0123456789".unicodeScalars.contains(first),
        let number = Double(scalar.text).flatMap(FiniteNumber.init)
      {
        self = .number(number)
      } else {
        self = .string(scalar.text)
      }
    }
  }
}
