import LatentModel

/// p(x, z) and q(z | x) of a model as formulas, one factor a block or field.
///
///     p(x, z) = p(style) ∏k p(detail.k | style) p(pixels | style, detail)
struct FactorisationText {
  let model: Model

  /// The formula of p.
  var p: String {
    let priors = model.blocks.indices.map(prior)
    let fields = model.fields.indices.map(likelihood)
    return "p(x, z) = " + (priors + fields).joined(separator: " ")
  }

  /// The formula of q.
  var q: String {
    guard case .networks(let blocks) = model.posterior else { return "q(z | x) = p(z | x), by elimination" }
    let factors = zip(model.blocks.indices, blocks).map { index, block in
      factor("q", model.blocks[index], sources(block.network, block.groups, from: model.blocks[index]))
    }
    return "q(z | x) = " + factors.joined(separator: " ")
  }

  private func prior(_ index: Int) -> String {
    let block = model.blocks[index]
    switch model.priors[index] {
    case .learned(let network, let groups): return factor("p", block, sources(network, groups, from: block))
    case .uniform, .fixed: return factor("p", block, block.variables.map { _ in [] })
    }
  }

  private func likelihood(_ index: Int) -> String {
    let decoder = model.decoder.fields[index]
    let lists = zip(decoder.network.outputs, decoder.groups).flatMap { output, columns in
      columns.map { _ in output.sources }
    }
    let (given, isSame) = conditions(lists, block: nil)
    let name = model.fields[index].name
    let target = isSame || lists.count < 2 ? "p(\(name)" : "∏d p(\(name).d"
    return target + (given.isEmpty ? ")" : " | \(given))")
  }

  /// What each variable of a block sees.
  private func sources(_ network: Network, _ groups: [Range<Int>], from block: Block) -> [[Source]] {
    var lists = block.variables.map { _ in [Source]() }
    for (output, group) in zip(network.outputs, groups) {
      for variable in group {
        let place = variable - block.variables.lowerBound
        if lists.indices.contains(place) { lists[place] = output.sources }
      }
    }
    return lists
  }

  private func factor(_ letter: String, _ block: Block, _ lists: [[Source]]) -> String {
    let (given, _) = conditions(lists, block: block)
    let isSingle = block.variables.count == 1
    let target = isSingle ? "\(letter)(\(block.name)" : "∏k \(letter)(\(block.name).k"
    return target + (given.isEmpty ? ")" : " | \(given))")
  }

  /// What a list of factors is conditioned on, and whether it is the same for all of them.
  private func conditions(_ lists: [[Source]], block: Block?) -> (text: String, isSame: Bool) {
    var names: [String] = []
    var isSame = true
    for group in groupNames(lists) {
      let own = lists.map { list in list.filter { groupName($0) == group } }
      if let block, group == block.name {
        isSame = false
        names.append(insideText(own, block))
      } else if let first = own.first, own.allSatisfy({ $0 == first }) {
        names.append(wholeText(first, group))
      } else {
        isSame = false
        names.append("\(group).each")
      }
    }
    return (names.joined(separator: ", "), isSame)
  }

  private func groupNames(_ lists: [[Source]]) -> [String] {
    var names: [String] = []
    for source in lists.joined() where !names.contains(groupName(source)) { names.append(groupName(source)) }
    return names
  }

  private func groupName(_ source: Source) -> String {
    switch source {
    case .variable(let variable): model.blocks[model.variables[variable.index].block].name
    case .encoder: "x"
    case .field(let field, _): model.fields[field].name
    case .trunk: trunkName
    }
  }

  private var trunkName: String {
    let lists = [model.decoder.parents.map(Source.variable)]
    return conditions(lists, block: nil).text
  }

  /// Dependencies on earlier variables of the own block.
  private func insideText(_ own: [[Source]], _ block: Block) -> String {
    let indices = own.map { list in
      list.compactMap { source -> Int? in
        guard case .variable(let variable) = source else { return nil }
        return variable.index - block.variables.lowerBound
      }
    }
    let places = Array(indices.enumerated())
    if places.allSatisfy({ $0.element == Array(0..<$0.offset) }) { return "\(block.name).<k" }
    if places.allSatisfy({ $0.element == ($0.offset == 0 ? [] : [$0.offset - 1]) }) { return "\(block.name).k-1" }
    return "\(block.name).own"
  }

  /// A whole block or field by its name; a part of a block by its variables.
  private func wholeText(_ sources: [Source], _ group: String) -> String {
    let variables = sources.compactMap { source -> VariableID? in
      if case .variable(let variable) = source { variable } else { nil }
    }
    guard let first = variables.first else { return group }
    let block = model.blocks[model.variables[first.index].block]
    if variables.count == block.variables.count { return group }
    return variables.map { model.variables[$0.index].name }.joined(separator: ", ")
  }
}
