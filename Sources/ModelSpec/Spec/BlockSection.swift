import Diagnostics

/// One block of `latents`.
package struct BlockSection: Sendable {
  package var name: Spanned<String>
  package var span: Span
  package var count: Spanned<Int>
  /// One entry a variable (`count` copies of one number, or the list as written).
  package var categories: Spanned<[Int]>
  package var parents: Spanned<[Reference]>
  package var within: Spanned<Within>
  package var prior: PriorSection
  package var posterior: PosteriorSection
  package var gradient: Spanned<Gradient>?
}

/// A block, variable, field or share, as written in `parents` or `inputs`.
package struct Reference: Sendable, Equatable {
  /// What stands before the dot: a block, a field or `encoder`.
  package var name: String
  package var part: Part
  package var span: Span

  /// What follows the dot.
  package enum Part: Sendable, Equatable {
    case whole
    case variable(Int)
    case each
  }
}

/// Dependencies inside a block.
package enum Within: String, Sendable, CaseIterable {
  case independent, autoregressive, markov
}

/// The p side of a block. nil means the block's own `parents` and `within` hold.
package struct PriorSection: Sendable {
  package var span: Span
  package var distribution: Spanned<PriorDistribution>
  package var parents: Spanned<[Reference]>?
  package var within: Spanned<Within>?
  package var layers: [LayerSection]
}

/// The family of p(z_k | dependencies).
package enum PriorDistribution: Sendable, Equatable {
  case learned
  case uniform
  /// Probabilities of every value, the same for each variable of the block.
  case fixed([Double])
}

/// The q side of a block.
package struct PosteriorSection: Sendable {
  package var span: Span
  package var parents: Spanned<[Reference]>?
  package var within: Spanned<Within>?
  package var layers: [LayerSection]
  /// What q sees of x; nil is `encoder` alone, `[]` nothing.
  package var inputs: Spanned<[Reference]>?
}
