import Diagnostics
import ModelSpec

/// A field that depends on no latent in p: its likelihood is one fixed distribution, and the latents cannot explain it.
///
///     decoder: {fields: {x: {parents: []}}}      # flagged
///     decoder: {fields: {x: {parents: [z]}}}     # accepted
struct FieldWithoutLatent: ModelRule {
  static let code: DiagnosticCode = "field-without-latent"

  func check(_ model: Model, _ spec: Spec) -> [Diagnostic] {
    model.fields.indices.compactMap { index in
      guard model.likelihoodDependencies(ofField: index).allSatisfy(\.isEmpty) else { return nil }
      let field = model.fields[index]
      let own = spec.decoder.fields.first { $0.name.value == field.name }
      let span = own?.parents?.span ?? spec.decoder.parents?.span ?? field.span
      return .warning(
        Self.code, "no latent feeds `\(field.name)`: p(`\(field.name)`) is the same for every row", at: span
      )
      .help("name a block under `decoder.fields.\(field.name).parents`, or give the field `role: label`")
    }
  }
}
