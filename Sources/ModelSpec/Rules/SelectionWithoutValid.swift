import Diagnostics

/// Choosing or stopping by the ELBO of valid rows that the spec does not have.
///
///     data: {train: a.csv}
///     training: {steps: 100, select: valid.elbo}     # flagged, and so is `patience`
enum SelectionWithoutValid: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    guard let data = root.section("data"), data["valid"] == nil, !data.broken.contains("valid"),
      let training = root.section("training")
    else { return [] }
    var keys: [(String, Span)] = []
    if training["select"]?.choice?.name.value == "valid.elbo", let span = training.written("select") {
      keys.append(("select", span))
    }
    if let span = training.written("patience") { keys.append(("patience", span)) }
    return keys.map { key, span in
      Diagnostic.error("no-valid-rows", "`\(key)` watches `valid.elbo`, but `data` has no `valid`", at: span)
        .help("add valid rows: `data: {valid: {fraction: 0.1}}`, or remove the key")
        .pointing(to: "training", key)
    }
  }
}
