import Datasets

/// Layers, encoder and decoder of a random spec.
struct RandomNetworks {
  let fields: [FieldFacts]

  /// `[...]`, perhaps empty. Where users see different things the first layer is dense.
  func layers(_ numbers: inout TestNumbers, most: Int, startsDense: Bool) -> String {
    var width: Int?
    let count = numbers.within(0...most)
    let list = (0..<count).map { place in
      place == 0 && startsDense
        ? dense(&numbers, &width) : layer(&numbers, &width)
    }
    return "[\(list.joined(separator: ", "))]"
  }

  private func dense(_ numbers: inout TestNumbers, _ width: inout Int?) -> String {
    let units = numbers.within(3...5)
    width = units
    switch numbers.below(6) {
    case 0: return "{dense: {units: \(units), bias: false}}"
    case 1: return "{dense: {units: \(units), init: he_normal}}"
    default: return "{dense: \(units)}"
    }
  }

  private func layer(_ numbers: inout TestNumbers, _ width: inout Int?) -> String {
    switch numbers.below(12) {
    case 0...4: return dense(&numbers, &width)
    case 5...8:
      return numbers.pick(["relu", "tanh", "sigmoid", "gelu", "silu", "elu", "{leaky_relu: 0.3}", "tanh"])
    case 9: return "layer_norm"
    default:
      guard let known = width else { return "silu" }
      return numbers.pick([
        "{residual: [tanh, {dense: \(known)}]}", "{residual: [{dense: 3}, gelu, {dense: \(known)}]}",
        "{residual: [layer_norm, elu]}",
      ])
    }
  }

  func encoder(_ numbers: inout TestNumbers) -> [String] {
    if numbers.chance(0.2) { return [] }
    var keys: [String] = []
    var inputs = fields.map(\.name)
    if numbers.chance(0.3) {
      inputs = Array(numbers.shuffled(inputs).prefix(numbers.within(1...inputs.count)))
      keys.append("inputs: [\(inputs.joined(separator: ", "))]")
    }
    let own = inputs.filter { _ in numbers.chance(0.3) }.map {
      "\($0): {layers: \(layers(&numbers, most: 2, startsDense: false))}"
    }
    if !own.isEmpty { keys.append("fields: {\(own.joined(separator: ", "))}") }
    keys.append("layers: \(layers(&numbers, most: 3, startsDense: numbers.chance(0.7)))")
    if numbers.chance(0.4) { keys.append("center: true") }
    return ["encoder: {\(keys.joined(separator: ", "))}"]
  }

  func decoder(_ numbers: inout TestNumbers, _ blocks: [RandomBlock]) -> [String] {
    if numbers.chance(0.15) { return [] }
    var keys: [String] = []
    if numbers.chance(0.3) {
      let parents = RandomReferences(blocks, takers: nil, chance: 0.8, &numbers)
      keys.append("parents: \(parents.text)")
    }
    if numbers.chance(0.6) { keys.append("layers: \(layers(&numbers, most: 3, startsDense: numbers.chance(0.7)))") }
    if numbers.chance(0.3) { keys.append("bias: data") }
    let own = fields.filter { _ in numbers.chance(0.5) }.map { field in
      "\(field.name): {\(fieldDecoder(&numbers, field, blocks).joined(separator: ", "))}"
    }
    if !own.isEmpty { keys.append("fields: {\(own.joined(separator: ", "))}") }
    return ["decoder: {\(keys.joined(separator: ", "))}"]
  }

  private func fieldDecoder(
    _ numbers: inout TestNumbers, _ field: FieldFacts, _ blocks: [RandomBlock]
  ) -> [String] {
    var keys: [String] = []
    var startsDense = numbers.chance(0.7)
    if numbers.chance(0.7) {
      let parents = RandomReferences(blocks, takers: field.columns.count, chance: 0.8, &numbers)
      keys.append("parents: \(parents.text)")
      startsDense = startsDense || parents.hasShare
    }
    if numbers.chance(0.5) { keys.append("layers: \(layers(&numbers, most: 2, startsDense: startsDense))") }
    if numbers.chance(0.3) { keys.append("bias: \(numbers.pick(["data", "zeros"]))") }
    return keys
  }
}

/// References to some of `blocks`: whole, single variables, or a share where the numbers divide.
struct RandomReferences {
  private(set) var list: [String] = []
  private(set) var hasShare = false
  var text: String { "[\(list.joined(separator: ", "))]" }

  /// - Parameter takers: how many units shares are dealt to; nil allows none.
  init(_ blocks: [RandomBlock], takers: Int?, chance: Double, _ numbers: inout TestNumbers) {
    for block in blocks where numbers.chance(chance) {
      let count = block.sizes.count
      switch numbers.below(4) {
      case 0:
        let places = (0..<count).filter { _ in numbers.chance(0.6) }
        list += numbers.shuffled(places).map { "\(block.name).\($0)" }
      case 1, 2:
        if let takers, takers % count == 0 || count % takers == 0 {
          list.append("\(block.name).each")
          hasShare = true
        } else {
          list.append(block.name)
        }
      default: list.append(block.name)
      }
    }
    list = numbers.shuffled(list)
  }
}
