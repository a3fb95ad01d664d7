import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import TensorGraph
import YAMLDocument

/// A small spec drawn from a seed, with facts and rows of data it could have been written for.
///
/// Together the seeds use every way the language has to say what a factor depends on. Dropout is left out: it changes
/// training alone.
struct RandomModel {
  let seed: UInt64
  let text: String
  let facts: DataFacts
  /// Cells of the model fields; labels have none.
  let rows: [DataRow]

  init(seed: UInt64) {
    self.seed = seed
    var numbers = TestNumbers(seed: seed)
    let data = RandomData(&numbers)
    let isExact = seed % 3 == 0
    let networks = RandomNetworks(fields: data.modelFields)
    let limit = seed % 10 == 9 ? 2000 : (seed % 4 == 1 ? 300 : 48)
    let latents = RandomLatents(&numbers, networks, isExact: isExact, configurations: limit)
    var lines = data.lines + latents.lines
    lines += isExact ? ["encoder: exact"] : networks.encoder(&numbers)
    lines += networks.decoder(&numbers, latents.blocks)
    if !isExact { lines += Self.objective(&numbers) }
    lines.append("training: {steps: 1}")
    text = lines.joined(separator: "\n") + "\n"
    facts = data.facts
    rows = (0..<3).map { _ in data.row(&numbers) }
  }

  private static func objective(_ numbers: inout TestNumbers) -> [String] {
    var keys: [String] = []
    if numbers.chance(0.5) { keys.append("gradient: exact") }
    if numbers.chance(0.4) { keys.append("kl_weight: \(numbers.pick(["0", "0.5", "2.5"]))") }
    return keys.isEmpty ? [] : ["objective: {\(keys.joined(separator: ", "))}"]
  }

  /// The model, after overrides written as `path=value`.
  func resolve(set arguments: [String] = []) throws -> Model {
    var sources = SourceMap()
    let bytes = Array(text.utf8)
    let document = try Document(bytes: bytes, source: sources.add(name: "seed-\(seed).yaml", bytes: bytes))
    let overrides = try arguments.map { try Override(argument: $0, sources: &sources) }
    let reading = try readSpec(document: document, overrides: overrides, fileStem: "seed-\(seed)")
    return try resolveModel(spec: reading.spec, facts: facts).model
  }

  /// Values for every parameter that Float holds exactly, so that single precision starts from the same numbers.
  func parameters(of table: ParameterTable) -> Matrices<Double> {
    var numbers = TestNumbers(seed: seed &+ 0x5eed)
    var result: Matrices<Double> = [:]
    for parameter in table.parameters {
      let range = parameter.start == .ones ? 0.5...1.5 : -0.9...0.9
      result[parameter.name] = (0..<parameter.rows).map { _ in
        (0..<parameter.columns).map { _ in Double(Float(numbers.real(range))) }
      }
    }
    return result
  }
}

extension TestNumbers {
  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
  mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
    var rest = list
    return list.indices.map { _ in rest.remove(at: below(rest.count)) }
  }
}
