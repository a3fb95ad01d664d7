import Diagnostics
import ModelSpec

extension Resolver {
  /// Blocks and their variables, in file order.
  mutating func resolveBlocks() {
    for (index, section) in spec.latents.enumerated() {
      if ReservedName.names.contains(section.name.value) { findings.append(ReservedName.finding(section.name)) }
      let first = variables.count
      let sizes = section.categories.value
      for (place, size) in sizes.enumerated() {
        variables.append(
          Variable(
            name: sizes.count == 1 ? section.name.value : "\(section.name.value).\(place)", block: index,
            indexInBlock: place, categories: size))
      }
      blocks.append(
        Block(
          name: section.name.value, span: section.span, variables: first..<variables.count,
          gradient: BlockGradient(estimator: .exact, span: section.span)))
    }
  }
}
