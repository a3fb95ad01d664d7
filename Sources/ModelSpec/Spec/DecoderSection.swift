import Diagnostics

/// `decoder`: a trunk over `parents`, then each field.
package struct DecoderSection: Sendable {
  package var span: Span
  /// nil: every block.
  package var parents: Spanned<[Reference]>?
  package var layers: [LayerSection]
  package var fields: [FieldDecoderSection]
  /// Starts output biases of every field at the train marginals; a field's own `bias` goes first.
  package var bias: Spanned<OutputBias>
}

/// A field's own part of the decoder.
package struct FieldDecoderSection: Sendable {
  package var name: Spanned<String>
  package var span: Span
  package var layers: [LayerSection]
  /// nil: the one of the field's type.
  package var likelihood: Spanned<Likelihood>?
  package var bias: Spanned<OutputBias>?
  package var parents: Spanned<[Reference]>?
}

/// The distribution of a field's columns given the latents.
package enum Likelihood: String, Sendable, CaseIterable {
  /// Of binary fields.
  case bernoulli
  /// Of categorical fields.
  case categorical
}

/// Where output biases start.
package enum OutputBias: String, Sendable, CaseIterable {
  case zeros, data
}
