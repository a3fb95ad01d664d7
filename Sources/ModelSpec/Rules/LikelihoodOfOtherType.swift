import Diagnostics

/// A likelihood that does not belong to the field's type, or of a field whose type the data decide.
///
///     data: {fields: {wet: {type: categorical}}}
///     decoder: {fields: {wet: {likelihood: bernoulli}}}     # flagged
enum LikelihoodOfOtherType: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    guard let data = root.section("data"), !data.broken.contains("fields") else { return [] }
    return (root.section("decoder")?.sections("fields") ?? []).compactMap { name, decoder in
      guard let likelihood = decoder["likelihood"]?.choice?.name else { return nil }
      let finding =
        data["fields"] == nil
        ? inferred(name.value, at: likelihood.span) : mismatch(name.value, likelihood, data.sections("fields"))
      return finding?.pointing(to: "decoder", "fields", name.value, "likelihood")
    }
  }

  private static func inferred(_ field: String, at span: Span) -> Diagnostic {
    Diagnostic.error(
      "likelihood-without-type", "the type of `\(field)` is inferred from the data, and its likelihood with it",
      at: span
    ).help("remove the key, or write the field's type under `data.fields`")
  }

  private static func mismatch(
    _ name: String, _ likelihood: Spanned<String>, _ fields: [(name: Spanned<String>, section: SectionReading)]
  ) -> Diagnostic? {
    guard let field = fields.first(where: { $0.name.value == name }), let type = field.section["type"]?.choice?.name
    else { return nil }
    let expected = type.value == "binary" ? "bernoulli" : "categorical"
    guard likelihood.value != expected else { return nil }
    return Diagnostic.error(
      "likelihood-of-other-type", "`\(likelihood.value)` is no likelihood of a field of type `\(type.value)`",
      at: likelihood.span
    ).context("the type is written here", at: type.span).help("remove the key, or write `\(expected)`")
  }
}
