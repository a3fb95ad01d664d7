import Diagnostics

extension BlockSection {
  init(_ entry: EntryReading) throws {
    let section = try entry.section()
    name = entry.name
    span = section.span
    let sizes = try section.value("categories") { $0.list?.compactMap(\.whole) ?? $0.whole.map { [$0] } }
    let isList = section["categories"]?.list != nil
    let count = try section.optional("count", \.whole) ?? Spanned(sizes.value.count, at: .none)
    self.count = count
    categories = isList ? sizes : sizes.map { $0.flatMap { Array(repeating: $0, count: count.value) } }
    parents = try section.references("parents") ?? Spanned([], at: .none)
    within = try section.name("within", as: Within.self)
    prior = try PriorSection(section.value("prior") { $0 }.value)
    posterior = try PosteriorSection(section.value("posterior", \.section).value)
    gradient = try section.optional("gradient", Gradient.init)
  }
}

extension PriorSection {
  init(_ reading: Reading) throws {
    span = reading.span
    parents = nil
    within = nil
    layers = []
    if let side = reading.section {
      distribution = Spanned(.learned, at: .none)
      parents = try side.references("parents")
      within = try side.optionalName("within", as: Within.self)
      layers = try side.layers()
    } else {
      switch reading.choice?.name.value {
      case "learned": distribution = Spanned(.learned, at: reading.span)
      case "uniform": distribution = Spanned(.uniform, at: reading.span)
      case "fixed":
        guard let values = reading.choice?.options["probabilities"]?.list else { throw reading.mismatch }
        distribution = Spanned(.fixed(values.compactMap(\.number)), at: reading.span)
      default: throw reading.mismatch
      }
    }
  }
}

extension PosteriorSection {
  init(_ section: SectionReading) throws {
    span = section.span
    parents = try section.references("parents")
    within = try section.optionalName("within", as: Within.self)
    layers = try section.layers()
    inputs = try section.references("inputs")
  }
}
