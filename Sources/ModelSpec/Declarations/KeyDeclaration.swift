import Diagnostics
import YAMLDocument

/// One key of a section.
package struct KeyDeclaration: Sendable {
  package var name: String
  package var kind: ValueKind
  package var isRequired: Bool
  /// What the reader reads where the user wrote nothing; nil: then there is no value.
  package var defaultValue: Node?
  /// One or two sentences for people, without a full stop at the end.
  package var documentation: String
  /// What helps who wrote a number out of range, where the range alone does not say it.
  var remedy: String?

  /// The same key with this help for a number out of range.
  func remedy(_ text: String) -> KeyDeclaration {
    var copy = self
    copy.remedy = text
    return copy
  }
}

/// A map with declared keys.
package struct SectionDeclaration: Sendable {
  package var keys: [KeyDeclaration]
  package var rules: [SectionRule] = []
  package var variants: Variants?

  /// Keys that exist for some values of another key only.
  package struct Variants: Sendable {
    /// The deciding key.
    package var key: String
    /// In the order of its alternatives.
    package var keys: [(name: String, keys: [KeyDeclaration])]
  }

  package init(_ keys: [KeyDeclaration], rules: [SectionRule] = [], variants: Variants? = nil) {
    self.keys = keys
    self.rules = rules
    self.variants = variants
  }
}

/// What a section demands of its keys together.
package enum SectionRule: Sendable, Equatable {
  case exactlyOne([String])
  /// The first key means nothing without the second.
  case needs(String, String)
}

/// One name of a choice.
package struct Alternative: Sendable {
  package var name: String
  package var documentation: String
  package var options: [KeyDeclaration]
  /// The option whose value may stand in place of the map of options: `{dense: 256}`.
  package var mainOption: String?

  package init(_ name: String, _ documentation: String, options: [KeyDeclaration] = [], mainOption: String? = nil) {
    self.name = name
    self.documentation = documentation
    self.options = options
    self.mainOption = mainOption
  }

  /// Whether the bare name is enough.
  package var canStandAlone: Bool { !options.contains(where: \.isRequired) }
}

/// A required key.
func required(_ name: String, _ kind: ValueKind, _ documentation: String) -> KeyDeclaration {
  KeyDeclaration(name: name, kind: kind, isRequired: true, documentation: documentation)
}

/// A key that may be left out; without a default it then has no value.
func optional(
  _ name: String, _ kind: ValueKind, default defaultValue: Node? = nil, _ documentation: String
) -> KeyDeclaration {
  KeyDeclaration(name: name, kind: kind, isRequired: false, defaultValue: defaultValue, documentation: documentation)
}

/// Names without options.
func names(_ alternatives: KeyValuePairs<String, String>) -> ValueKind {
  .choice(alternatives.map { Alternative($0.key, $0.value) })
}

extension Node: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A plain scalar that no file holds.
  package init(stringLiteral value: String) { self.init(.scalar(.init(text: value, isPlain: true)), at: .none) }
  package init(arrayLiteral elements: Node...) { self.init(.sequence(elements), at: .none) }
  package init(dictionaryLiteral elements: (String, Node)...) {
    self.init(.mapping(elements.map { .init(key: $0.0, keySpan: .none, value: $0.1) }), at: .none)
  }
}
