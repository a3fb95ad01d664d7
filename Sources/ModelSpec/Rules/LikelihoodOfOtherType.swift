import Diagnostics

/// A likelihood that does not belong to the field's type.
///
///     data: {fields: {wet: {type: categorical}}}
///     decoder: {fields: {wet: {likelihood: bernoulli}}}     # flagged
enum LikelihoodOfOtherType: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    let fields = root.section("data")?.sections("fields") ?? []
    return (root.section("decoder")?.sections("fields") ?? []).compactMap { name, decoder in
      guard let likelihood = decoder["likelihood"]?.choice?.name,
        let field = fields.first(where: { $0.name.value == name.value }),
        let type = field.section["type"]?.choice?.name
      else { return nil }
      let expected = type.value == "binary" ? "bernoulli" : "categorical"
      guard likelihood.value != expected else { return nil }
      return Diagnostic.error(
        "likelihood-of-other-type", "`\(likelihood.value)` is no likelihood of a field of type `\(type.value)`",
        at: likelihood.span
      ).context("the type is written here", at: type.span).help("remove the key, or write `\(expected)`")
        .pointing(to: "decoder", "fields", name.value, "likelihood")
    }
  }
}
