import Diagnostics

extension SectionReading {
  /// The value of a key that has one in every accepted spec: it is required or has a default.
  ///
  /// Throws `InternalError` when it has none or is of another kind: the declarations and the section then disagree.
  func value<Value>(_ key: String, _ get: (Reading) throws -> Value?) throws -> Spanned<Value> {
    guard let found = try optional(key, get) else {
      throw InternalError(stage: "spec", "`\(key)` has no value in an accepted spec")
    }
    return found
  }

  /// The value of a key that may have none. Throws as `value` does when it is of another kind.
  func optional<Value>(_ key: String, _ get: (Reading) throws -> Value?) throws -> Spanned<Value>? {
    guard let reading = self[key] else { return nil }
    guard let value = try get(reading) else {
      throw InternalError(stage: "spec", "`\(key)` is not of the kind that is declared")
    }
    return Spanned(value, at: reading.span)
  }

  /// A listed name as a case of `Name`, whose raw values are the names of the language.
  func name<Name: RawRepresentable>(_ key: String, as type: Name.Type) throws -> Spanned<Name>
  where Name.RawValue == String {
    try value(key) { $0.choice.flatMap { Name(rawValue: $0.name.value) } }
  }

  /// As `name`, for a key that may have no value.
  func optionalName<Name: RawRepresentable>(_ key: String, as type: Name.Type) throws -> Spanned<Name>?
  where Name.RawValue == String {
    try optional(key) { $0.choice.flatMap { Name(rawValue: $0.name.value) } }
  }

  /// Whole numbers from 0 as seeds.
  func seed(_ key: String) throws -> Spanned<UInt64> {
    try value(key) { $0.whole.flatMap { UInt64(exactly: $0) } }
  }

  func references(_ key: String) throws -> Spanned<[Reference]>? {
    try optional(key) { $0.list?.compactMap(\.reference) }
  }

  func texts(_ key: String) throws -> Spanned<[String]>? {
    try optional(key) { $0.list?.compactMap(\.text) }
  }

  func layers(_ key: String = "layers") throws -> [LayerSection] {
    try value(key) { try $0.list?.map(LayerSection.init) }.value
  }
}

extension Reading {
  /// What is wrong when an accepted value is none of the declared ones.
  var mismatch: InternalError { InternalError(stage: "spec", "an accepted value is not of the kind that is declared") }
}

extension EntryReading {
  /// The entry's section. Throws `InternalError` when it has none.
  func section() throws -> SectionReading {
    guard let section = value?.section else {
      throw InternalError(stage: "spec", "`\(name.value)` has no section in an accepted spec")
    }
    return section
  }
}
