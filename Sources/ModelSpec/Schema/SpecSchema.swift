import Diagnostics
import YAMLDocument

/// The language as a JSON Schema (draft-07), made from the declarations that the reader reads by.
///
/// It says which keys there are, of which kind and in which range; what several keys mean together is said by the
/// rules. A schema sees values after YAML has read them, so it cannot tell quoted numbers apart from quoted words, and
/// numbers with `_` between digits are text to it.
package enum SpecSchema {
  /// The whole schema.
  package static var value: JSONValue {
    guard case .object(let members) = section(SpecDeclarations.spec) else { return [:] }
    let definitions = SharedKind.allCases.map { JSONValue.Member($0.rawValue, schema($0.kind)) }
    return .object(
      [
        .init("$schema", "http://json-schema.org/draft-07/schema#"), .init("title", "dvae-run spec, version 1"),
        .init("description", "A variational autoencoder with discrete latent variables: data, model, training."),
      ] + members + [.init("definitions", .object(definitions))])
  }

  static func schema(_ kind: ValueKind) -> JSONValue {
    switch kind {
    case .text(let rule): text(rule)
    case .boolean: ["type": "boolean"]
    case .whole(let range): whole(range)
    case .number(let range): number(range)
    case .bytes:
      [
        "anyOf": [
          ["type": "integer", "minimum": 1],
          [
            "type": "string",
            "pattern": .string("^[0-9][0-9_.eE+-]* *(\(ByteUnit.all.map(\.name).joined(separator: "|")))?$"),
          ],
        ]
      ]
    case .choice(let alternatives): choice(alternatives)
    case .list(let item, let count):
      .object(
        [.init("type", "array"), .init("items", schema(item))]
          + (count.lowerBound > 0 ? [.init("minItems", .integer(count.lowerBound))] : [])
          + (count.upperBound < Int.max ? [.init("maxItems", .integer(count.upperBound))] : []))
    case .section(let declaration): section(declaration)
    case .entries(let value, let names, let minimum): entries(value, names, minimum)
    case .either(let kinds): ["anyOf": .array(kinds.map(schema))]
    case .reference:
      ["type": anyScalar, "pattern": #"^[^.]+(\.([0-9]+|each))?$"#]
    case .column: ["type": anyScalar]
    case .anything: [:]
    case .shared(let shared): ["$ref": .string("#/definitions/\(shared.rawValue)")]
    }
  }

  /// Any scalar is text where text is asked for: `no`, `1e5` and `~` stay as written.
  private static let anyScalar: JSONValue = ["string", "number", "boolean", "null"]

  private static func text(_ rule: TextRule) -> JSONValue {
    switch rule {
    case .any: ["type": anyScalar]
    case .path: ["type": anyScalar, "minLength": 1]
    case .runName: ["type": anyScalar, "pattern": #"^[^./\s][^/\s]*$"#, "maxLength": 100]
    case .delimiter:
      [
        "anyOf": [
          ["type": "string", "minLength": 1, "maxLength": 1, "pattern": #"^[^"\r\n]$"#],
          ["type": "integer", "minimum": 0, "maximum": 9],
        ]
      ]
    }
  }

  private static func whole(_ range: ClosedRange<Int>) -> JSONValue {
    ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
  }

  private static func number(_ range: NumberRange) -> JSONValue {
    var members: [JSONValue.Member] = [.init("type", "number")]
    func add(_ bound: NumberRange.Bound?, _ name: String, _ exclusive: String) {
      guard let bound else { return }
      let value = Int(exactly: bound.value).map(JSONValue.integer) ?? .finite(bound.value)
      members.append(.init(bound.isIncluded ? name : exclusive, value))
    }
    add(range.lower, "minimum", "exclusiveMinimum")
    add(range.upper, "maximum", "exclusiveMaximum")
    return .object(members)
  }

  /// Notes of the user's, at any level.
  private static let notes: JSONValue = ["^x-": true]

  private static func entries(_ value: ValueKind, _ names: NameRule, _ minimum: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", "object"), .init("patternProperties", notes), .init("additionalProperties", schema(value)),
    ]
    if minimum > 0 { members.append(.init("minProperties", .integer(minimum))) }
    if case .part = names {
      members.append(
        .init("propertyNames", ["pattern": #"^[^.\u0000-\u001f\u007f]+$"#, "not": ["const": "encoder"]]))
    }
    return .object(members)
  }

  /// A bare name where that is enough, or a map of one name with its options.
  private static func choice(_ alternatives: [Alternative]) -> JSONValue {
    let bare = alternatives.filter(\.canStandAlone).map { alternative -> JSONValue in
      ["const": .string(alternative.name), "description": .string(alternative.documentation + ".")]
    }
    let maps = alternatives.map { alternative -> JSONValue in
      let options = section(SectionDeclaration(alternative.options))
      let main = alternative.mainOption.flatMap { name in alternative.options.first { $0.name == name } }
      let value: JSONValue = if let main { ["anyOf": [options, schema(main.kind)]] } else { options }
      return [
        "type": "object", "properties": .object([.init(alternative.name, value)]),
        "required": [.string(alternative.name)], "patternProperties": notes, "additionalProperties": false,
        "description": .string(alternative.documentation + "."),
      ]
    }
    return ["anyOf": .array(bare + maps)]
  }

  private static func section(_ declaration: SectionDeclaration) -> JSONValue {
    guard let variants = declaration.variants, !variants.key.isEmpty else {
      return section(declaration.keys, rules: declaration.rules)
    }
    let cases = variants.keys.map { variant -> JSONValue in
      [
        "if": [
          "required": [.string(variants.key)],
          "properties": .object([.init(variants.key, ["const": .string(variant.name)])]),
        ],
        "then": section(declaration.keys + variant.keys, rules: declaration.rules),
      ]
    }
    // What holds for every variant says which there are; each variant then says which keys.
    let common = declaration.keys.filter { $0.name == variants.key }
    return [
      "type": "object", "properties": .object(common.map { .init($0.name, described($0)) }),
      "required": .array(common.map { .string($0.name) }), "allOf": .array(cases),
    ]
  }

  private static func section(_ keys: [KeyDeclaration], rules: [SectionRule]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", "object"), .init("properties", .object(keys.map { .init($0.name, described($0)) })),
      .init("patternProperties", notes), .init("additionalProperties", false),
    ]
    let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(.init("required", .array(required))) }
    for rule in rules {
      switch rule {
      case .exactlyOne(let names):
        members.append(.init("oneOf", .array(names.map { ["required": [.string($0)]] })))
      case .needs(let key, let other):
        members.append(.init("dependencies", .object([.init(key, [.string(other)])])))
      }
    }
    return .object(members)
  }

  /// The kind of a key with its sentence and its default. Beside `$ref` draft-07 ignores other words, so it is wrapped.
  private static func described(_ key: KeyDeclaration) -> JSONValue {
    var members: [JSONValue.Member] = [.init("description", .string(key.documentation + "."))]
    if let node = key.defaultValue { members.append(.init("default", json(node))) }
    let kind = schema(key.kind)
    if case .object(let own) = kind, own.first?.key != "$ref" { return .object(members + own) }
    return .object(members + [.init("allOf", [kind])])
  }

  /// A default as JSON: a plain scalar that is a number or a boolean is one.
  private static func json(_ node: Node) -> JSONValue {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.isPlain else { return .string(scalar.text) }
      if scalar.text == "true" || scalar.text == "false" { return .boolean(scalar.text == "true") }
      guard let number = DecimalNumber(scalar.text) else { return .string(scalar.text) }
      if let whole = number.whole, number.isWhole { return .integer(whole) }
      return number.double.map(JSONValue.finite) ?? .string(scalar.text)
    case .sequence(let items): return .array(items.map(json))
    case .mapping(let entries): return .object(entries.map { .init($0.key, json($0.value)) })
    }
  }
}
