import Diagnostics
import ModelSpec

/// The units that references are read for: variables of a block, columns of a field, or the trunk.
struct Taker {
  /// As a message names it: `detail`, `decoder.fields.pixels`.
  var name: String
  /// `variable` or `column`; nil when shares mean nothing here.
  var unit: String?
  var count: Int
  /// The block whose variables these are.
  var block: Int?
}

extension Resolver {
  /// The variables each of the taker's units depends on, in variable order; nil when a reference is wrong (reported).
  mutating func dependencies(_ references: [Reference], of taker: Taker) -> [[Dependency]]? {
    var common: [Dependency] = []
    var dealt: [(reference: Reference, block: Int, shares: [Range<Int>])] = []
    let before = findings.count
    for reference in references {
      guard let block = blockIndex(reference, taker) else { continue }
      let own = blocks[block].variables
      switch reference.part {
      case .whole: common += own.map { Dependency(variable: VariableID($0), span: reference.span) }
      case .variable(let index):
        guard own.count > index, index >= 0 else {
          findings.append(IndexOutOfRange.finding(reference, "variables", own.count))
          continue
        }
        common.append(Dependency(variable: VariableID(own.lowerBound + index), span: reference.span))
      case .each:
        guard taker.unit != nil, let shares = Deal.shares(of: own.count, among: taker.count) else {
          findings.append(UnevenShare.finding(reference, parts: own.count, "variable", taker))
          continue
        }
        dealt.append((reference, block, shares))
      }
    }
    guard findings.count == before, let sorted = withoutRepeats(common, taker) else { return nil }
    if dealt.isEmpty { return Array(repeating: sorted, count: taker.count) }
    if SizeLimits.isOver(
      dependencies: taker.count, sorted.count + dealt.reduce(0) { $0 + ($1.shares.first?.count ?? 0) })
    {
      findings.append(SizeLimits.tooManyDependencies(taker.name, at: references.first?.span ?? .none))
      return nil
    }
    var result: [[Dependency]] = []
    for unit in 0..<taker.count {
      let own = dealt.flatMap { reference, block, shares in
        shares[unit].map {
          Dependency(variable: VariableID(blocks[block].variables.lowerBound + $0), span: reference.span)
        }
      }
      guard let list = withoutRepeats(sorted + own, taker) else { return nil }
      result.append(list)
    }
    return result
  }

  /// The block a reference names; reports a name that is no block or not allowed here.
  private mutating func blockIndex(_ reference: Reference, _ taker: Taker) -> Int? {
    guard let index = blocks.firstIndex(where: { $0.name == reference.name }) else {
      if reference.name == "encoder" || facts.fields.contains(where: { $0.name == reference.name }) {
        findings.append(FieldAsParent.finding(reference, isInBlock: taker.block != nil))
      } else {
        findings.append(UnknownName.finding(reference.name, "block", known: blocks.map(\.name), at: reference.span))
      }
      return nil
    }
    if index == taker.block {
      findings.append(OwnParent.finding(reference))
      return nil
    }
    return index
  }

  /// Sorted by variable; nil (reported) when one comes twice.
  private mutating func withoutRepeats(_ list: [Dependency], _ taker: Taker) -> [Dependency]? {
    let sorted = list.sorted { ($0.variable, $0.span.start) < ($1.variable, $1.span.start) }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.variable == second.variable {
      findings.append(
        DoubledParent.finding(variables[first.variable.index].name, of: taker.name, first.span, second.span))
      return nil
    }
    return sorted
  }
}
