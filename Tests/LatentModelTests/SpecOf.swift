import Datasets
import Diagnostics
import LatentModel

@testable import ModelSpec

/// Sections as a reader would give them, without a file. Every written reference has a place of its own.
struct SpecOf {
  var blocks: [BlockSection]
  var fields: [FieldFacts] = [field("x", columns: 4)]
  var encoder = EncoderSection(
    span: .none, isExact: false, inputs: nil, fields: [], layers: [], center: Spanned(false, at: .none))
  var decoder = DecoderSection(span: .none, parents: nil, layers: [], fields: [], bias: Spanned(.zeros, at: .none))
  var gradient = Spanned(Gradient.auto, at: .none)
  var kl = Spanned(KLForm.auto, at: .none)
  var enumeration = Spanned(1e6, at: .none)
  var memory = 4 << 30
  var trainRows = 10

  init(_ blocks: BlockSection...) { self.blocks = blocks }

  /// The same with changes.
  func with(_ change: (inout SpecOf) -> Void) -> SpecOf {
    var copy = self
    change(&copy)
    return copy
  }

  var spec: Spec {
    Spec(
      name: Spanned("toy", at: .none),
      data: DataSection(
        span: place(1), train: .path(Spanned("toy.csv", at: .none)), valid: nil, test: nil,
        seed: Spanned(0, at: .none), format: nil, delimiter: nil, header: nil, missing: nil, fields: []),
      latents: blocks, encoder: encoder, decoder: decoder,
      objective: ObjectiveSection(
        span: .none, gradient: gradient, kl: kl, klWeight: Spanned(1, at: .none), freeBits: Spanned(0, at: .none)),
      training: TrainingSection(
        span: .none, length: Spanned(.steps(1), at: .none), batchSize: Spanned(.rows(100), at: .none),
        seed: Spanned(0, at: .none), gradientClip: nil,
        optimizer: Spanned(.sgd(learningRate: 1, momentum: 0, weightDecay: 0), at: .none), parts: [],
        evaluateEvery: Spanned(.epochs(1), at: .none), checkpointEvery: Spanned(.epochs(1), at: .none),
        select: Spanned(.last, at: .none), patience: nil),
      evaluation: EvaluationSection(
        span: .none, elboSamples: Spanned(1, at: .none), importanceSamples: Spanned(100, at: .none),
        exact: Spanned(nil, at: .none), seed: Spanned(0, at: .none)),
      limits: LimitsSection(span: .none, enumeration: enumeration, memory: Spanned(memory, at: .none)), span: place(0))
  }

  var facts: DataFacts { DataFacts(fields: fields, trainRows: trainRows, validRows: nil, testRows: nil) }

  func resolved() throws -> Resolution {
    let resolution = try resolveModel(spec: spec, facts: facts)
    try resolution.model.verify()
    return resolution
  }

  func model() throws -> Model { try resolved().model }

  /// Errors of a refused spec; empty when it is accepted.
  func errors() throws -> [Diagnostic] {
    do {
      _ = try resolved()
      return []
    } catch let refusal as Refusal {
      return refusal.diagnostics.filter { $0.severity == .error }
    }
  }

  /// Codes of the errors, in order.
  func errorCodes() throws -> [String] { try errors().map(\.code.name) }

  /// Codes of the warnings and notes of an accepted spec, in order.
  func findingCodes() throws -> [String] { try resolved().findings.map(\.code.name) }
}

/// A place that differs from others by its number.
func place(_ number: Int) -> Span { Span(source: SourceID(rawValue: 0), start: number, end: number + 1) }

/// References as written, `a`, `a.3` or `a.each`; the place is the length of the text before, plus `from`.
func references(_ texts: [String], from start: Int = 1000) -> Spanned<[Reference]> {
  var position = start
  let list = texts.map { text -> Reference in
    defer { position += text.utf8.count + 2 }
    let pieces = text.split(separator: ".").map(String.init)
    let part: Reference.Part =
      pieces.count == 1 ? .whole : pieces[1] == "each" ? .each : .variable(Int(pieces[1]) ?? -1)
    return Reference(name: pieces[0], part: part, span: place(position))
  }
  return Spanned(list, at: place(start))
}

/// A block of `count` variables of `categories` values (or of the listed sizes).
func block(
  _ name: String, _ categories: Int = 2, count: Int = 1, sizes: [Int]? = nil, parents: [String]? = nil,
  within: Within? = nil, prior: PriorSection? = nil, posterior: PosteriorSection? = nil, gradient: Gradient? = nil
) -> BlockSection {
  let start = 10_000 + 100 * (Int(name.unicodeScalars.first?.value ?? 0))
  return BlockSection(
    name: Spanned(name, at: place(start)), span: place(start + 1),
    count: Spanned(sizes?.count ?? count, at: .none),
    categories: Spanned(sizes ?? Array(repeating: categories, count: count), at: place(start + 2)),
    parents: parents.map { references($0, from: start + 10) } ?? Spanned([], at: .none),
    within: Spanned(within ?? .independent, at: within == nil ? .none : place(start + 3)),
    prior: prior ?? ModelSpecDefaults.prior, posterior: posterior ?? ModelSpecDefaults.posterior,
    gradient: gradient.map { Spanned($0, at: place(start + 4)) })
}

enum ModelSpecDefaults {
  static let prior = PriorSection(
    span: .none, distribution: Spanned(.learned, at: .none), parents: nil, within: nil, layers: [])
  static let posterior = PosteriorSection(span: .none, parents: nil, within: nil, layers: [], inputs: nil)
}

func prior(
  _ distribution: PriorDistribution = .learned, parents: [String]? = nil, within: Within? = nil,
  layers: [LayerKind] = []
) -> PriorSection {
  PriorSection(
    span: place(5000), distribution: Spanned(distribution, at: place(5001)),
    parents: parents.map { references($0, from: 5010) }, within: within.map { Spanned($0, at: place(5002)) },
    layers: layers.map { LayerSection(span: place(5003), kind: $0) })
}

func posterior(
  parents: [String]? = nil, within: Within? = nil, layers: [LayerKind] = [], inputs: [String]? = nil
) -> PosteriorSection {
  PosteriorSection(
    span: place(6000), parents: parents.map { references($0, from: 6010) },
    within: within.map { Spanned($0, at: place(6002)) },
    layers: layers.map { LayerSection(span: place(6003), kind: $0) },
    inputs: inputs.map { references($0, from: 6500) })
}

/// A field's own decoder part.
func fieldDecoder(_ name: String, parents: [String]? = nil, layers: [LayerKind] = [], bias: OutputBias? = nil)
  -> FieldDecoderSection
{
  FieldDecoderSection(
    name: Spanned(name, at: place(7000)), span: place(7001),
    layers: layers.map { LayerSection(span: place(7002), kind: $0) }, bias: bias.map { Spanned($0, at: place(7003)) },
    parents: parents.map { references($0, from: 7010) })
}

/// A field's own encoder layers.
func fieldEncoder(_ name: String, _ layers: [LayerSection]) -> FieldNetworkSection {
  FieldNetworkSection(name: Spanned(name, at: place(7500)), span: place(7501), layers: layers)
}

func layers(_ kinds: LayerKind...) -> [LayerSection] { kinds.map { LayerSection(span: place(8000), kind: $0) } }

func dense(_ units: Int) -> LayerKind { .dense(units: units, bias: true, initializer: .glorotUniform) }

/// A binary field; `missing` lists columns with missing cells.
func field(_ name: String, columns: Int, missing: Set<Int> = [], frequency: Double = 0.5, isLabel: Bool = false)
  -> FieldFacts
{
  FieldFacts(
    name: name, span: place(9000), kind: .binary(isSoft: false, isDynamic: false), isLabel: isLabel,
    columns: (0..<columns).map {
      ColumnFacts(
        name: "\($0)", values: ["0", "1"], missing: missing.contains($0) ? 1 : 0,
        frequencies: [1 - frequency, frequency])
    })
}

/// A categorical field with these numbers of values.
func categories(_ name: String, _ sizes: Int..., isLabel: Bool = false) -> FieldFacts {
  FieldFacts(
    name: name, span: place(9001), kind: .categorical, isLabel: isLabel,
    columns: sizes.enumerated().map { column, size in
      ColumnFacts(
        name: "\(column)", values: (0..<size).map { "v\($0)" }, missing: 0,
        frequencies: Array(repeating: 1 / Double(size), count: size))
    })
}

func ids(_ numbers: Int...) -> [VariableID] { numbers.map { VariableID($0) } }
