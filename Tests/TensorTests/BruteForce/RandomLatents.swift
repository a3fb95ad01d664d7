/// A block of a random spec.
struct RandomBlock {
  var name: String
  var sizes: [Int]
}

/// Blocks of a random spec: sizes, and dependencies of p and q along an order of their own.
struct RandomLatents {
  private(set) var blocks: [RandomBlock] = []
  private(set) var lines = ["latents:"]
  private let networks: RandomNetworks
  private let isExact: Bool

  init(_ numbers: inout TestNumbers, _ networks: RandomNetworks, isExact: Bool, configurations: Int) {
    self.networks = networks
    self.isExact = isExact
    repeat {
      blocks = ["style", "detail", "code"].prefix(numbers.within(1...3)).map { name in
        let isList = numbers.chance(0.3)
        let size = numbers.within(1...4)
        let count = numbers.within(1...3)
        return RandomBlock(name: name, sizes: (0..<count).map { _ in isList ? numbers.within(1...4) : size })
      }
    } while blocks.flatMap(\.sizes).reduce(1, *) > configurations || blocks.flatMap(\.sizes).reduce(1, *) < 2
    let priorOrder = numbers.shuffled(Array(blocks.indices))
    let isReversed = !isExact && numbers.chance(0.35)
    let posteriorOrder = isReversed ? priorOrder.reversed() : priorOrder
    for index in blocks.indices {
      let p = priorOrder.prefix { $0 != index }.map { blocks[$0] }
      let q = posteriorOrder.prefix { $0 != index }.map { blocks[$0] }
      lines.append(line(&numbers, blocks[index], earlierInPrior: p, earlierInPosterior: q, isReversed))
    }
  }

  private func line(
    _ numbers: inout TestNumbers, _ block: RandomBlock, earlierInPrior p: [RandomBlock],
    earlierInPosterior q: [RandomBlock], _ isReversed: Bool
  ) -> String {
    var keys = [sizes(block)]
    var shared = Side()
    let isLearned = numbers.chance(0.75)
    if isLearned {
      if !isReversed, numbers.chance(0.8) { shared.parents = references(p, block, &numbers) }
      if numbers.chance(0.5) { shared.within = within(&numbers) }
    }
    keys += shared.keys
    if !isLearned {
      keys.append("prior: \(fixedPrior(&numbers, block))")
    } else if isReversed || numbers.chance(0.4) {
      let map = side(&numbers, block, p, shared)
      if !map.isEmpty { keys.append("prior: {\(map.joined(separator: ", "))}") }
    } else if numbers.chance(0.2) {
      keys.append("prior: learned")
    }
    if !isExact, isReversed || numbers.chance(0.5) {
      let map = side(&numbers, block, q, shared, readsData: true)
      if !map.isEmpty { keys.append("posterior: {\(map.joined(separator: ", "))}") }
    }
    return "  \(block.name): {\(keys.joined(separator: ", "))}"
  }

  private func sizes(_ block: RandomBlock) -> String {
    let size = block.sizes[0]
    if block.sizes.contains(where: { $0 != size }) {
      return "categories: [\(block.sizes.map { "\($0)" }.joined(separator: ", "))]"
    }
    return block.sizes.count == 1 ? "categories: \(size)" : "categories: \(size), count: \(block.sizes.count)"
  }

  /// `parents` and `within` of a block or of one of its sides; nil: not written.
  private struct Side {
    var parents: RandomReferences?
    var within: String?
    var keys: [String] {
      (parents.map { ["parents: \($0.text)"] } ?? []) + (within.map { ["within: \($0)"] } ?? [])
    }
  }

  private func side(
    _ numbers: inout TestNumbers, _ block: RandomBlock, _ earlier: [RandomBlock], _ shared: Side,
    readsData: Bool = false
  ) -> [String] {
    var own = Side()
    if numbers.chance(0.7) { own.parents = references(earlier, block, &numbers) }
    if numbers.chance(0.4) { own.within = within(&numbers) }
    var keys = own.keys
    var variesWithin = (own.within ?? shared.within ?? "independent") != "independent" && block.sizes.count > 1
    if let parents = own.parents ?? shared.parents, parents.hasShare { variesWithin = true }
    if readsData, let (text, hasShare) = inputs(&numbers, block) {
      keys.append(text)
      variesWithin = variesWithin || hasShare
    }
    if numbers.chance(0.5) {
      keys.append(
        "layers: \(networks.layers(&numbers, most: 2, startsDense: variesWithin || numbers.chance(0.7)))")
    }
    return keys
  }

  private func references(
    _ earlier: [RandomBlock], _ block: RandomBlock, _ numbers: inout TestNumbers
  ) -> RandomReferences {
    RandomReferences(earlier, takers: block.sizes.count, chance: 0.7, &numbers)
  }

  private func within(_ numbers: inout TestNumbers) -> String {
    numbers.pick(["independent", "autoregressive", "markov"])
  }

  /// `uniform`, or given sixteenths where every variable has as many values; a zero where q is exact.
  private func fixedPrior(_ numbers: inout TestNumbers, _ block: RandomBlock) -> String {
    let size = block.sizes[0]
    if numbers.chance(0.4) || block.sizes.contains(where: { $0 != size }) { return "uniform" }
    var sixteenths = Array(repeating: 1, count: size)
    if isExact, size > 1, numbers.chance(0.3) { sixteenths[0] = 0 }
    while sixteenths.reduce(0, +) < 16 { sixteenths[size - 1 - numbers.below(max(1, size - 1))] += 1 }
    return "{fixed: [\(sixteenths.map { "\(Double($0) / 16)" }.joined(separator: ", "))]}"
  }

  /// What q sees of x; nil leaves it to the default.
  private func inputs(_ numbers: inout TestNumbers, _ block: RandomBlock) -> (text: String, hasShare: Bool)? {
    if numbers.chance(0.4) { return nil }
    var list = numbers.chance(0.4) ? ["encoder"] : []
    var hasShare = false
    for field in networks.fields where numbers.chance(0.5) {
      let (columns, takers) = (field.columns.count, block.sizes.count)
      switch numbers.below(3) {
      case 0: list.append(field.name)
      case 1: list.append("\(field.name).\(numbers.below(columns))")
      default:
        guard columns % takers == 0 || takers % columns == 0 else { continue }
        list.append("\(field.name).each")
        hasShare = true
      }
    }
    return ("inputs: [\(numbers.shuffled(list).joined(separator: ", "))]", hasShare)
  }
}
