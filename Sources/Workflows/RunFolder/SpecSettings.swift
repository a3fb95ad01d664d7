import Diagnostics
import ModelSpec

/// Every value of a read spec by dotted path, defaults included: what two specs are compared by. `1e3` and `1000`, a
/// default and the same value written, are equal.
struct SpecSettings {
  struct Setting {
    var text: String
    var span: Span
  }

  private(set) var paths: [String] = []
  private var settings: [String: Setting] = [:]

  init(_ root: SectionReading) { add(root, "") }

  subscript(path: String) -> Setting? { settings[path] }

  private mutating func add(_ section: SectionReading, _ prefix: String) {
    for entry in section.values { add(entry.value, prefix + entry.key) }
  }

  private mutating func add(_ reading: Reading, _ path: String) {
    switch reading.content {
    case .text(let text): set(path, "`\(text)`", reading)
    case .boolean(let value): set(path, "\(value)", reading)
    case .whole(let value): set(path, "\(value)", reading)
    case .number(let value): set(path, "\(value)", reading)
    case .reference(let reference): set(path, "`\(Self.text(reference))`", reading)
    case .column(let selector): set(path, "\(selector)", reading)
    case .node(let node): set(path, node.flowText, reading)
    case .list(let items):
      set("\(path).count", "\(items.count)", reading)
      for (index, item) in items.enumerated() { add(item, "\(path).\(index)") }
    case .section(let section): add(section, path + ".")
    case .entries(let entries):
      for entry in entries {
        set("\(path).\(entry.name.value)", "there", reading)
        if let value = entry.value { add(value, "\(path).\(entry.name.value)") }
      }
    case .choice(let choice):
      set(path, "`\(choice.name.value)`", reading)
      add(choice.options, "\(path).\(choice.name.value).")
    }
  }

  private mutating func set(_ path: String, _ text: String, _ reading: Reading) {
    if settings[path] == nil { paths.append(path) }
    settings[path] = Setting(text: text, span: reading.span)
  }

  private static func text(_ reference: Reference) -> String {
    switch reference.part {
    case .whole: reference.name
    case .variable(let index): "\(reference.name).\(index)"
    case .each: "\(reference.name).each"
    }
  }
}
