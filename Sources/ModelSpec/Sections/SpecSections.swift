import Diagnostics

extension Spec {
  /// The typed spec of an accepted reading. `span` is the file's. Throws `InternalError` only.
  init(_ root: SectionReading, span: Span, fileStem: String) throws {
    name = try root.optional("name", \.text) ?? Spanned(Self.name(fromStem: fileStem), at: .none)
    data = try DataSection(root.value("data", \.section).value)
    latents = try root.value("latents", \.entries).value.map(BlockSection.init)
    encoder = try EncoderSection(root.value("encoder") { $0 }.value)
    decoder = try DecoderSection(root.value("decoder", \.section).value)
    objective = try ObjectiveSection(root.value("objective", \.section).value)
    training = try TrainingSection(root.value("training", \.section).value, hasValid: data.valid != nil)
    evaluation = try EvaluationSection(root.value("evaluation", \.section).value)
    limits = try LimitsSection(root.value("limits", \.section).value)
    ablation = try root.optional("ablation", \.section).map { try AblationSection($0.value) }
    self.span = span
  }

  /// A run's name from a file's: what a name cannot hold becomes `-`.
  static func name(fromStem stem: String) -> String {
    let scalars = stem.unicodeScalars.prefix(100).map { TextRule.isNameScalar($0) ? $0 : "-" }
    let name = scalars.drop { $0 == "." }.reduce(into: "") { $0.unicodeScalars.append($1) }
    return name.isEmpty ? "spec" : name
  }
}

extension EvaluationSection {
  init(_ section: SectionReading) throws {
    span = section.span
    elboSamples = try section.value("elbo_samples", \.whole)
    importanceSamples = try section.value("importance_samples", \.whole)
    exact = try section.value("exact") { $0.choice != nil ? .some(nil) : $0.boolean.map { .some($0) } }
    seed = try section.seed("seed")
  }
}

extension LimitsSection {
  init(_ section: SectionReading) throws {
    span = section.span
    enumeration = try section.value("enumeration", \.number)
    memory = try section.value("memory", \.whole)
  }
}
