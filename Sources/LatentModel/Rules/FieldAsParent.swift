import Diagnostics
import ModelSpec

/// Data among parents, which are latents.
///
///     latents: {z: {categories: 2, parents: [pixels]}}                 # flagged
///     latents: {z: {categories: 2, posterior: {inputs: [pixels]}}}     # accepted
enum FieldAsParent {
  static let code: DiagnosticCode = "field-as-parent"

  static func finding(_ reference: Reference, isInBlock: Bool) -> Diagnostic {
    let what = reference.name == "encoder" ? "what q sees of x" : "a field"
    let finding = Diagnostic.error(code, "`\(reference.name)` is \(what); parents are latents", at: reference.span)
    return isInBlock ? finding.help("write it under `posterior.inputs`: only q sees x") : finding
  }
}
