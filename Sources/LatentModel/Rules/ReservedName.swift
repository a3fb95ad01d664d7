import Diagnostics

/// A block under a name that networks use for what they see.
///
///     latents: {encoder: {categories: 2}}     # flagged
///     latents: {z: {categories: 2}}           # accepted
enum ReservedName {
  static let code: DiagnosticCode = "reserved-name"
  static let names: Set<String> = ["encoder", "trunk"]

  static func finding(_ name: Spanned<String>) -> Diagnostic {
    .error(code, "`\(name.value)` already names what networks see; a block needs another name", at: name.span)
  }
}
