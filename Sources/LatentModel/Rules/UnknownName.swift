import Diagnostics

/// A name that no block or field has.
///
///     latents: {style: {categories: 2}, detail: {categories: 2, parents: [stile]}}     # flagged: `style` is near
///     latents: {style: {categories: 2}, detail: {categories: 2, parents: [style]}}     # accepted
enum UnknownName {
  static let code: DiagnosticCode = "unknown-name"

  /// - Parameter kind: `block` or `field`, whose names are `known`.
  static func finding(_ name: String, _ kind: String, known: [String], at span: Span) -> Diagnostic {
    let finding = Diagnostic.error(code, "there is no \(kind) `\(name)`", at: span)
    if let near = nearestName(to: name, among: known) { return finding.help("did you mean `\(near)`?") }
    if known.isEmpty { return finding }
    let listed = known.prefix(10).map { "`\($0)`" }.joined(separator: ", ")
    return finding.help("there \(known.count == 1 ? "is" : "are") \(listed)\(known.count > 10 ? ", ..." : "")")
  }
}
