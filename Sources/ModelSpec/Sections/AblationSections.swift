import Diagnostics
import YAMLDocument

extension AblationSection {
  init(_ section: SectionReading) throws {
    span = section.span
    seeds = try section.optional("seeds") { $0.list?.compactMap { $0.whole.flatMap { UInt64(exactly: $0) } } }
    axes = try section.value("axes", \.entries).value.map(AxisSection.init)
    compare = try section.optional("compare", \.list)?.value.map { reading in
      guard let text = reading.text else { throw reading.mismatch }
      return Spanned(text, at: reading.span)
    }
  }
}

extension AxisSection {
  init(_ entry: EntryReading) throws {
    name = entry.name
    if let items = entry.value?.list {
      settings = try items.map { item in
        guard let node = item.node else { throw item.mismatch }
        return Setting(name: Spanned(node.flowText, at: node.span), values: [(entry.name, node)])
      }
    } else if let entries = entry.value?.entries {
      settings = try entries.map { setting in
        let values = try (setting.value?.entries ?? []).map { value -> (path: Spanned<String>, value: Node) in
          guard let node = value.value?.node else {
            throw InternalError(stage: "spec", "`\(value.name.value)` has no value in an accepted spec")
          }
          return (value.name, node)
        }
        return Setting(name: setting.name, values: values)
      }
    } else {
      throw InternalError(stage: "spec", "the axis `\(entry.name.value)` is neither a list nor a map")
    }
  }
}
