import Diagnostics

/// `encoder`: a network, or q = p(z | x) itself.
package struct EncoderSection: Sendable {
  package var span: Span
  package var isExact: Bool
  /// Fields it reads; nil is all but labels.
  package var inputs: Spanned<[Reference]>?
  package var fields: [FieldNetworkSection]
  package var layers: [LayerSection]
  package var center: Spanned<Bool>
}

/// A field's own layers in the encoder.
package struct FieldNetworkSection: Sendable {
  package var name: Spanned<String>
  package var span: Span
  package var layers: [LayerSection]
}
