import Foundation
import LatentModel

/// A row and what is known of it: the encoder's output and log q of the factors evaluated so far.
final class EncodedRow<Number: Scalar> {
  let cells: DataRow
  let encoded: [Number]
  fileprivate var posteriors: [BruteFactors<Number>.Key: [Number]] = [:]

  init(_ cells: DataRow, encoded: [Number]) {
    self.cells = cells
    self.encoded = encoded
  }
}

/// The factors of p and q at single configurations. Logits that do not depend on the row are kept.
final class BruteFactors<Number: Scalar> {
  let network: BruteNetwork<Number>
  private var model: Model { network.model }
  private var priors: [Key: [Number]] = [:]
  private var decoded: [Key: [Number]] = [:]

  /// A factor (variable or output) and the values of all variables it depends on.
  struct Key: Hashable {
    var factor: [Int]
    var values: [Int]
  }

  init(_ network: BruteNetwork<Number>) { self.network = network }

  /// log p(z_k = each value | the rest of `configuration`).
  func logPrior(_ index: Int, _ configuration: [Int]) throws -> [Number] {
    let variable = model.variables[index]
    switch model.priors[variable.block] {
    case .uniform:
      return Array(repeating: Number(-log(Double(variable.categories))), count: variable.categories)
    case .fixed(let lists):
      return lists[variable.indexInBlock].map { Number(log($0)) }
    case .learned(let map, let groups):
      let output = Self.output(of: index, groups)
      let key = Key(factor: [index], values: Self.values(map.outputs[output].sources, configuration))
      if let known = priors[key] { return known }
      let logits = try network.logits(map, output: output) { try seen($0, configuration, nil) }
      let result = logProbabilities(of: index, in: groups[output], logits)
      priors[key] = result
      return result
    }
  }

  /// log q(z_k = each value | x, the rest of `configuration`); nil for an exact posterior.
  func logPosterior(_ index: Int, _ configuration: [Int], _ row: EncodedRow<Number>) throws -> [Number]? {
    guard case .networks(let blocks) = model.posterior else { return nil }
    let block = blocks[model.variables[index].block]
    let output = Self.output(of: index, block.groups)
    let key = Key(factor: [index], values: Self.values(block.network.outputs[output].sources, configuration))
    if let known = row.posteriors[key] { return known }
    let logits = try network.logits(block.network, output: output) { try seen($0, configuration, row) }
    let result = logProbabilities(of: index, in: block.groups[output], logits)
    row.posteriors[key] = result
    return result
  }

  /// Logits of each column of a field at `configuration`: one for binary, one a value for categorical.
  func logits(ofField field: Int, _ configuration: [Int]) throws -> [[Number]] {
    let factor = model.decoder.fields[field]
    return try factor.groups.indices.flatMap { output in
      let flat = try decodedLogits(field, output, configuration)
      var start = 0
      return factor.groups[output].map { column in
        let count = model.fields[field].logits(ofColumn: column)
        defer { start += count }
        return Array(flat[start..<start + count])
      }
    }
  }

  private func decodedLogits(_ field: Int, _ output: Int, _ configuration: [Int]) throws -> [Number] {
    let map = model.decoder.fields[field].network
    let sources = map.outputs[output].sources
    let throughTrunk = sources.contains(.trunk) ? model.decoder.parents.map(Source.variable) : []
    let key = Key(factor: [field, output], values: Self.values(sources + throughTrunk, configuration))
    if let known = decoded[key] { return known }
    let result = try network.logits(map, output: output) { try seen($0, configuration, nil) }
    decoded[key] = result
    return result
  }

  /// log p(x | z) of a row: a missing cell contributes nothing.
  func logLikelihood(_ configuration: [Int], row: DataRow) throws -> Number {
    var terms: [Number] = []
    for field in model.fields.indices {
      for (cell, logits) in zip(row[field], try logits(ofField: field, configuration)) where !cell.isNaN {
        switch model.fields[field].kind {
        case .binary: terms.append(Number.minus(logits[0].scaled(by: cell), logits[0].softplus))
        case .categorical: terms.append(Number.logSoftmax(logits)[Int(cell)])
        }
      }
    }
    return Number.sum(terms)
  }

  private func seen(_ source: Source, _ configuration: [Int], _ row: EncodedRow<Number>?) throws -> [Number] {
    switch source {
    case .encoder: row?.encoded ?? []
    case .trunk: try network.trunk(configuration)
    case .field(let field, let columns): row.map { network.columns(ofField: field, columns, $0.cells) } ?? []
    case .variable(let variable): network.columns(of: variable, value: configuration[variable.index])
    }
  }

  /// The logits of one variable out of those of its group, as log-probabilities of its values.
  private func logProbabilities(of index: Int, in group: Range<Int>, _ logits: [Number]) -> [Number] {
    let start = (group.lowerBound..<index).reduce(0) { $0 + model.variables[$1].logits }
    switch model.variables[index].categories {
    case ...1: return [Number(0)]
    case 2: return [logits[start].softplus.scaled(by: -1), logits[start].scaled(by: -1).softplus.scaled(by: -1)]
    case let categories: return Number.logSoftmax(Array(logits[start..<start + categories]))
    }
  }

  private static func output(of index: Int, _ groups: [Range<Int>]) -> Int {
    groups.firstIndex { $0.contains(index) } ?? 0
  }

  private static func values(_ sources: [Source], _ configuration: [Int]) -> [Int] {
    sources.compactMap { if case .variable(let variable) = $0 { configuration[variable.index] } else { nil } }
  }
}
