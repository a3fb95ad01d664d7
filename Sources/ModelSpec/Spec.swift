import Diagnostics
import YAMLDocument

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

/// `data`: files, splits and fields.
package struct DataSection: Sendable {
  package var span: Span
  package var train: DataSource
  package var valid: SplitRule?
  package var test: SplitRule?
  package var seed: Spanned<UInt64>
  package var format: Spanned<DataFormat>?
  package var delimiter: Spanned<String>?
  package var header: Spanned<Bool>?
  /// Cells read as missing; nil is the default, the empty unquoted cell.
  package var missing: Spanned<[String]>?
  /// Empty when the spec has no `fields`: one per column, types inferred.
  package var fields: [FieldSection]
}

/// A path as written, or several arrays side by side.
package enum DataSource: Sendable {
  case path(Spanned<String>)
  case files([(name: Spanned<String>, path: Spanned<String>)])
}

/// Where the valid or test rows come from.
package enum SplitRule: Sendable {
  case source(DataSource)
  case fraction(Spanned<Double>)
  case first(Spanned<Int>)
  case last(Spanned<Int>)
  case every(Spanned<Int>, offset: Spanned<Int>)
}

/// The container format of a data file.
package enum DataFormat: String, Sendable, CaseIterable {
  case csv, tsv, idx, npy, npz
}

/// One entry of `data.fields`.
package struct FieldSection: Sendable {
  package var name: Spanned<String>
  package var span: Span
  package var type: Spanned<FieldType>
  /// nil: the field's own name, or all of a one-array file.
  package var columns: Spanned<[ColumnSelector]>?
  package var isLabel: Bool
  package var missing: Spanned<[String]>?
}

/// What the rows of a field hold.
package enum FieldType: Sendable {
  case binary(BinaryOptions)
  case categorical(CategoricalOptions)
}

/// Options of `type: binary`.
package struct BinaryOptions: Sendable {
  /// Divides every value first; 1 when not written.
  package var scale: Spanned<Double>
  package var binarize: Spanned<Binarization>?
  package init(scale: Spanned<Double>, binarize: Spanned<Binarization>?) {
    self.scale = scale
    self.binarize = binarize
  }
}

/// How grey values become bits.
package enum Binarization: Sendable, Equatable {
  /// 1 from the threshold up.
  case threshold(Double)
  /// Drawn once.
  case `static`
  /// Drawn at each training visit; valid and test rows once.
  case dynamic
  /// The grey value itself is the target.
  case soft
}

/// Options of `type: categorical`.
package struct CategoricalOptions: Sendable {
  package var values: Spanned<[String]>?
  package var minimumCount: Spanned<Int>
  package var unseen: Spanned<UnseenValues>
  package var oneHot: Spanned<OneHotGroups>?
}

/// What a value that train does not hold becomes.
package enum UnseenValues: String, Sendable, CaseIterable {
  case error, other
}

/// Groups of 0/1 columns read as one categorical column each.
package enum OneHotGroups: Sendable, Equatable {
  /// Every group has this many columns.
  case uniform(Int)
  /// Widths in order.
  case widths([Int])
  /// Explicit columns of each group, counted from 0 inside the field.
  case columns([[Int]])
}

/// One item of a field's `columns`.
package enum ColumnSelector: Sendable, Equatable {
  case name(String)
  case index(Int)
  case range(ClosedRange<Int>)
  /// Every column in no other field.
  case rest
}

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

/// One layer of a network.
package struct LayerSection: Sendable {
  package var span: Span
  package var kind: LayerKind
}

/// The layers of the language.
package indirect enum LayerKind: Sendable {
  case dense(units: Int, bias: Bool, initializer: Initializer)
  case activation(Activation)
  case dropout(rate: Double)
  case layerNorm
  case residual([LayerSection])
}

/// How a weight matrix starts.
package enum Initializer: String, Sendable, CaseIterable {
  case glorotUniform = "glorot_uniform"
  case heNormal = "he_normal"
  case zeros
}

/// Elementwise nonlinearities. `leaky_relu` needs its slope.
package enum Activation: Sendable, Equatable {
  case relu, tanh, sigmoid, gelu, silu, elu
  case leakyReLU(slope: Double)
}

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

/// `objective`.
package struct ObjectiveSection: Sendable {
  package var span: Span
  package var gradient: Spanned<Gradient>
  package var bound: Spanned<Bound>
  package var kl: Spanned<KLForm>
  package var klWeight: Spanned<Double>
  /// Nats; 0 is no floor.
  package var freeBits: Spanned<Double>
}

/// The bound on log p(x) that training maximises.
package enum Bound: String, Sendable, CaseIterable {
  case elbo
}

/// How KL enters the objective.
package enum KLForm: String, Sendable, CaseIterable {
  case auto, analytic, sampled
}

/// A gradient estimator with its options.
package enum Gradient: Sendable, Equatable {
  case auto
  case exact
  case reinforce(samples: Int, baseline: Baseline)
  case rloo(samples: Int)
  case gumbelSoftmax(temperature: Double, hard: Bool)
}

/// What reinforce subtracts.
package enum Baseline: Sendable, Equatable {
  case none
  /// Running mean of f with this decay.
  case average(decay: Double)
  /// One hidden layer of 100 tanh units on what the encoder sees.
  case network
}

/// `training`.
package struct TrainingSection: Sendable {
  package var span: Span
  package var length: Spanned<TrainingLength>
  package var batchSize: Spanned<BatchSize>
  package var seed: Spanned<UInt64>
  /// Largest global gradient norm; nil is no clipping.
  package var gradientClip: Spanned<Double>?
  package var optimizer: Spanned<Optimizer>
  package var parts: [(part: Spanned<ParameterPart>, optimizer: Spanned<Optimizer>)]
  package var evaluateEvery: Spanned<Interval>
  package var checkpointEvery: Spanned<Interval>
  package var select: Spanned<Selection>
  /// Evaluations without a gain before training stops; nil is never.
  package var patience: Spanned<Int>?

  /// The optimiser of a part: its own, else the section's.
  package func optimizer(of part: ParameterPart) -> Optimizer {
    parts.first { $0.part.value == part }?.optimizer.value ?? optimizer.value
  }
}

/// When training ends.
package enum TrainingLength: Sendable, Equatable {
  case steps(Int)
  case epochs(Int)
}

/// Rows a step.
package enum BatchSize: Sendable, Equatable {
  case rows(Int)
  case all
}

/// How often something happens.
package enum Interval: Sendable, Equatable {
  case steps(Int)
  case epochs(Int)
}

/// Which checkpoint `test.*` uses.
package enum Selection: String, Sendable, CaseIterable {
  case validELBO = "valid.elbo"
  case last
}

/// A part of the parameters with its own optimiser.
package enum ParameterPart: String, Sendable, CaseIterable {
  case encoder, decoder, prior, control
}

/// Update rules with PyTorch's defaults.
package enum Optimizer: Sendable, Equatable {
  case adam(AdamOptions)
  case adamw(AdamOptions)
  case radam(AdamOptions)
  case sgd(learningRate: Double, momentum: Double, weightDecay: Double)

  /// As a spec names it.
  package var name: String {
    switch self {
    case .adam: "adam"
    case .adamw: "adamw"
    case .radam: "radam"
    case .sgd: "sgd"
    }
  }
}

/// Options that adam, adamw and radam share.
package struct AdamOptions: Sendable, Equatable {
  package var learningRate: Double
  package var beta1: Double
  package var beta2: Double
  package var epsilon: Double
  package var weightDecay: Double

  package init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }
}

/// `evaluation`.
package struct EvaluationSection: Sendable {
  package var span: Span
  package var elboSamples: Spanned<Int>
  package var importanceSamples: Spanned<Int>
  /// nil is `auto`: log p(x) when inside the budget.
  package var exact: Spanned<Bool?>
  package var seed: Spanned<UInt64>
}

/// `limits`.
package struct LimitsSection: Sendable {
  package var span: Span
  /// Table entries a row that exact summing may cost.
  package var enumeration: Spanned<Double>
  /// Bytes.
  package var memory: Spanned<Int>
}

/// `ablation`: what `ablate` varies and what it compares.
package struct AblationSection: Sendable {
  package var span: Span
  /// Training seeds of every cell; nil: `training.seed` alone.
  package var seeds: Spanned<[UInt64]>?
  /// Crossed, in file order; never empty.
  package var axes: [AxisSection]
  /// Names of figures; nil: the bound on the rows held out.
  package var compare: [Spanned<String>]?
}

/// One entry of `ablation.axes`: a dotted path with its values, or a name with named settings.
package struct AxisSection: Sendable {
  package var name: Spanned<String>
  /// In file order, the first is the baseline; never empty.
  package var settings: [Setting]

  /// One place on an axis: what it is called, and the values it sets. No values: the spec as it is.
  package struct Setting: Sendable {
    package var name: Spanned<String>
    /// Dotted paths, as written, and what to put there.
    package var values: [(path: Spanned<String>, value: Node)]
  }
}
