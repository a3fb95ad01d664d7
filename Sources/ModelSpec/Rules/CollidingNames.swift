import Diagnostics

/// A block and a field of one name: references could mean either.
///
///     data: {fields: {colour: {type: categorical}}}
///     latents: {colour: {categories: 3}}                # flagged
enum CollidingNames: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    let fields = root.section("data")?["fields"]?.entries ?? []
    return (root["latents"]?.entries ?? []).compactMap { block in
      guard block.name.value != "encoder", let field = fields.first(where: { $0.name.value == block.name.value }) else {
        return nil
      }
      return Diagnostic.error(
        "colliding-names", "the block `\(block.name.value)` has the name of a field", at: block.name.span
      ).context("the field is named here", at: field.name.span)
        .help("rename one; a field may read any column: `\(block.name.value)_x: {columns: \(block.name.value), ...}`")
        .pointing(to: "latents", block.name.value)
    }
  }
}
