import Diagnostics

extension DataSection {
  init(_ section: SectionReading) throws {
    span = section.span
    train = try section.value("train", DataSource.init).value
    valid = try section.optional("valid", SplitRule.init)?.value
    test = try section.optional("test", SplitRule.init)?.value
    seed = try section.seed("seed")
    format = try section.optionalName("format", as: DataFormat.self)
    delimiter = try section.optional("delimiter", \.text)
    header = try section.optional("header", \.boolean)
    missing = try section.texts("missing")
    fields = try section.optional("fields", \.entries)?.value.map(FieldSection.init) ?? []
  }
}

extension DataSource {
  init?(_ reading: Reading) throws {
    if let path = reading.text {
      self = .path(Spanned(path, at: reading.span))
    } else if let entries = reading.section?["files"]?.entries {
      self = .files(
        try entries.map { entry in
          guard let path = entry.value, let text = path.text else { throw reading.mismatch }
          return (entry.name, Spanned(text, at: path.span))
        })
    } else {
      return nil
    }
  }
}

extension SplitRule {
  init?(_ reading: Reading) throws {
    if let section = reading.section, section["files"] == nil {
      if let fraction = try section.optional("fraction", \.number) {
        self = .fraction(fraction)
      } else if let first = try section.optional("first", \.whole) {
        self = .first(first)
      } else if let last = try section.optional("last", \.whole) {
        self = .last(last)
      } else if let every = try section.optional("every", \.whole) {
        self = .every(every, offset: try section.optional("offset", \.whole) ?? Spanned(0, at: .none))
      } else {
        return nil
      }
    } else {
      guard let source = try DataSource(reading) else { return nil }
      self = .source(source)
    }
  }
}

extension FieldSection {
  init(_ entry: EntryReading) throws {
    let section = try entry.section()
    name = entry.name
    span = section.span
    let typeName = try section.value("type") { $0.choice?.name.value }
    type = Spanned(
      typeName.value == "binary"
        ? .binary(try BinaryOptions(section)) : .categorical(try CategoricalOptions(section)), at: typeName.span)
    columns = try section.optional("columns") { reading in
      reading.column.map { [$0] } ?? reading.list?.compactMap(\.column)
    }
    isLabel = section["role"] != nil
    missing = try section.texts("missing")
  }
}

extension BinaryOptions {
  init(_ section: SectionReading) throws {
    scale = try section.value("scale", \.number)
    binarize = try section.optional("binarize") { reading -> Binarization? in
      switch reading.choice?.name.value {
      case "threshold": reading.choice?.options["value"]?.number.map(Binarization.threshold)
      case "static": .static
      case "dynamic": .dynamic
      case "soft": .soft
      default: nil
      }
    }
  }
}

extension CategoricalOptions {
  init(_ section: SectionReading) throws {
    values = try section.texts("values")
    minimumCount = try section.value("min_count", \.whole)
    unseen = try section.name("unseen", as: UnseenValues.self)
    oneHot = try section.optional("one_hot") { reading -> OneHotGroups? in
      if let width = reading.whole { return .uniform(width) }
      guard let items = reading.list else { return nil }
      let widths = items.compactMap(\.whole)
      if widths.count == items.count { return .widths(widths) }
      return .columns(items.compactMap { $0.list?.compactMap(\.whole) })
    }
  }
}
