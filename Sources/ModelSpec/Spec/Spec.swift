import Diagnostics

/// One spec file, read and checked section by section, every value with the place that wrote it.
///
/// A value nobody wrote holds its default and `Span.none`.
package struct Spec: Sendable {
  package var name: Spanned<String>
  package var data: DataSection
  /// In file order, which means nothing for the model but is the order of every report.
  package var latents: [BlockSection]
  package var encoder: EncoderSection
  package var decoder: DecoderSection
  package var objective: ObjectiveSection
  package var training: TrainingSection
  package var evaluation: EvaluationSection
  package var limits: LimitsSection
  /// nil when the spec has none.
  package var ablation: AblationSection?
  /// The whole file's span, for findings that belong to nothing smaller.
  package var span: Span
}
