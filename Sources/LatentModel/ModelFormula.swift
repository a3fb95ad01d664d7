/// p and q as products of factors, block by block.
extension Model {
  /// `p(style) prod_i p(detail_i | style) p(pixels | style, detail)`.
  package func priorFormula() -> String {
    let dependencies = priorDependencies()
    let latents = order(of: blocks, by: priorOrder).map { factor("p", $0, given: dependencies, x: []) }
    let likelihoods = fields.indices.map { field in
      let seen = Set(likelihoodDependencies(ofField: field).joined().map { variables[$0.index].block }).sorted()
      let condition = seen.map { blocks[$0].name }.joined(separator: ", ")
      return "p(\(fields[field].name)" + (condition.isEmpty ? ")" : " | \(condition))")
    }
    return (latents + likelihoods).joined(separator: " ")
  }

  /// `q(style | x) prod_i q(detail_i | x, style)`.
  package func posteriorFormula() -> String {
    guard case .networks(let factors) = posterior else { return "p(z | x), by elimination" }
    let dependencies = posteriorDependencies()
    return order(of: blocks, by: posteriorOrder).map { block in
      let seesData = factors[block].network.outputs.contains { output in
        output.sources.contains { if case .variable = $0 { false } else { true } }
      }
      return factor("q", block, given: dependencies, x: seesData ? ["x"] : [])
    }.joined(separator: " ")
  }

  /// Blocks by their first variable in `order`.
  private func order(of blocks: [Block], by order: [VariableID]) -> [Int] {
    var seen: Set<Int> = []
    return order.map { variables[$0.index].block }.filter { seen.insert($0).inserted }
  }

  private func factor(_ letter: String, _ index: Int, given dependencies: [[VariableID]], x: [String]) -> String {
    let block = blocks[index]
    let lists = block.variables.map { dependencies[$0] }
    let outside = Set(lists.joined().map { variables[$0.index].block }).subtracting([index]).sorted()
    var condition = x + outside.map { blocks[$0].name }
    if let inside = inside(block, lists) { condition.append(inside) }
    let isMany = block.variables.count > 1
    let head = (isMany ? "prod_i " : "") + "\(letter)(\(block.name)" + (isMany ? "_i" : "")
    return head + (condition.isEmpty ? ")" : " | \(condition.joined(separator: ", ")))")
  }

  /// `detail_<i` for the chain rule, `detail_i-1` for a chain.
  private func inside(_ block: Block, _ lists: [[VariableID]]) -> String? {
    guard let last = lists.last else { return nil }
    let own = last.filter { block.variables.contains($0.index) }.count
    if own == 0 { return nil }
    return own == 1 && block.variables.count > 2 ? "\(block.name)_i-1" : "\(block.name)_<i"
  }
}
