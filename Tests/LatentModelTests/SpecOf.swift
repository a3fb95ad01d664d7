import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import YAMLDocument

/// A spec as text, a block a line, and facts of data that nobody has to load.
struct SpecOf {
  var blocks: [String]
  var fields: [FieldFacts] = [field("x", columns: 4)]
  /// Lines beside `latents`.
  var sections: [String] = []
  var trainRows = 10

  init(_ blocks: String...) { self.blocks = blocks }

  /// The same with more top-level sections.
  func with(_ sections: String..., fields: [FieldFacts]? = nil, trainRows: Int? = nil) -> SpecOf {
    var copy = self
    copy.sections += sections
    copy.fields = fields ?? copy.fields
    copy.trainRows = trainRows ?? copy.trainRows
    return copy
  }

  /// The whole file.
  var text: String {
    let latents = blocks.isEmpty ? "latents: {}\n" : "latents:\n" + blocks.map { "  \($0)\n" }.joined()
    return "version: 1\ndata: {train: toy.csv}\n" + latents + "training: {steps: 1}\n"
      + sections.joined(separator: "\n")
  }

  func resolved() throws -> Resolution {
    let document = try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0))
    let spec = try readSpec(document: document, fileStem: "toy").spec
    let facts = DataFacts(fields: fields, trainRows: trainRows, validRows: nil, testRows: nil)
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

  /// The text at a place.
  func text(at span: Span) -> String {
    let bytes = Array(text.utf8)
    guard span.start >= 0, span.end <= bytes.count else { return "" }
    return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }
}

/// A binary field; `missing` lists columns with missing cells.
func field(_ name: String, columns: Int, missing: Set<Int> = [], frequency: Double = 0.5, isLabel: Bool = false)
  -> FieldFacts
{
  FieldFacts(
    name: name, span: .none, kind: .binary(isSoft: false, isDynamic: false), isLabel: isLabel,
    columns: (0..<columns).map {
      ColumnFacts(
        name: "\($0)", values: ["0", "1"], missing: missing.contains($0) ? 1 : 0,
        frequencies: [1 - frequency, frequency])
    })
}

/// A categorical field with these numbers of values.
func categories(_ name: String, _ sizes: Int..., isLabel: Bool = false) -> FieldFacts {
  FieldFacts(
    name: name, span: .none, kind: .categorical, isLabel: isLabel,
    columns: sizes.enumerated().map { column, size in
      ColumnFacts(
        name: "\(column)", values: (0..<size).map { "v\($0)" }, missing: 0,
        frequencies: Array(repeating: 1 / Double(size), count: size))
    })
}

func ids(_ numbers: Int...) -> [VariableID] { numbers.map { VariableID($0) } }
