import LatentModel
import TensorOps

/// Variable elimination over per-row tables, in the min-fill order of their scopes.
extension Lowering {
  /// The order in which `variables` leave tables with these axes.
  func eliminationOrder(_ variables: [VariableID], _ tables: [ValueID]) -> [VariableID] {
    let owners = Dictionary(uniqueKeysWithValues: valueAxes.map { ($0.value, $0.key) })
    let scopes = tables.map { graph[$0].shape.axes.compactMap { owners[$0] } }
    return EliminationOrder(
      eliminating: variables, scopes: scopes, categories: { model.variables[$0.index].categories },
      name: { model.variables[$0.index].name }
    ).steps.map(\.variable)
  }

  /// log sum_z exp(sum of tables): sums the tables that hold a variable, then its axis away, variable by variable.
  /// With `.max` instead of `.logSumExp`: the largest value.
  func eliminate(_ variables: [VariableID], from tables: [ValueID], by kind: Reduce.Kind = .logSumExp) -> ValueID {
    if enumerates(variables) {
      return graph.reduce(kind, sumOfTables(tables), over: Set(variables.compactMap { valueAxes[$0] }))
    }
    var tables = tables
    for variable in eliminationOrder(variables, tables) {
      guard let axis = valueAxes[variable] else { continue }
      let bucket = tables.filter { graph[$0].shape.contains(axis) }
      tables.removeAll { graph[$0].shape.contains(axis) }
      tables.append(graph.reduce(kind, sumOfTables(bucket), over: [axis]))
    }
    return sumOfTables(tables)
  }

  /// A message of the expectation semiring: a probability (nil is the constant 1) and the expectation carried with it.
  private struct Message {
    var probability: ValueID?
    var value: ValueID?
  }

  /// E_q[sum of terms] over the summed variables, given the tables of log q(z_k | ...), by elimination in the
  /// expectation semiring (Li and Eisner 2009, section 3.2): (p1, r1)(p2, r2) = (p1 p2, p1 r2 + p2 r1).
  ///
  /// A variable that only its own factor of q mentions sums to probability 1, which is left out instead of computed: a
  /// chain eliminated from its leaves carries values alone.
  func expectation(of terms: [ValueID], under factors: [VariableID: ValueID]) -> ValueID {
    if enumerates(Array(factors.keys)) { return enumeratedExpectation(of: terms, under: factors) }
    var messages = terms.map { Message(probability: nil, value: $0) }
    for (_, factor) in factors.sorted(by: { $0.key < $1.key }) {
      messages.append(Message(probability: graph.apply(.exp, [factor]), value: nil))
    }
    var own: [VariableID: ValueID] = [:]
    for (variable, factor) in factors { own[variable] = graph.apply(.exp, [factor]) }
    let needed = relevant(factors, terms)
    messages.removeAll { message in
      guard let probability = message.probability else { return false }
      return !needed.contains { own[$0] == probability }
    }
    let order = eliminationOrder(needed, messages.compactMap { $0.probability ?? $0.value })
    for variable in order {
      guard let axis = valueAxes[variable] else { continue }
      let holds = { (message: Message) -> Bool in
        [message.probability, message.value].contains { $0.map { self.graph[$0].shape.contains(axis) } ?? false }
      }
      let bucket = messages.filter(holds)
      messages.removeAll(where: holds)
      messages.append(combine(bucket, over: axis, own: own[variable]))
    }
    return combineValues(messages)
  }

  /// Variables whose factors an expectation of `terms` depends on: those in the terms and, through q, all they depend on.
  func relevant(_ factors: [VariableID: ValueID], _ terms: [ValueID]) -> [VariableID] {
    let owners = Dictionary(uniqueKeysWithValues: valueAxes.map { ($0.value, $0.key) })
    var pending = terms.flatMap { graph[$0].shape.axes.compactMap { owners[$0] } }
    var result: Set<VariableID> = []
    while let next = pending.popLast() {
      guard result.insert(next).inserted, let factor = factors[next] else { continue }
      pending += graph[factor].shape.axes.compactMap { owners[$0] }
    }
    return result.sorted()
  }

  /// The product of messages with one variable summed away.
  private func combine(_ bucket: [Message], over axis: Axis, own: ValueID?) -> Message {
    let weighted = bucket.filter { $0.probability != nil }
    let plain = bucket.filter { $0.probability == nil }.compactMap(\.value)
    let product = multiply(weighted.compactMap(\.probability))
    var parts: [ValueID] = []
    if !plain.isEmpty {
      let sum = sumOfTables(plain)
      parts.append(product.map { combineTables(.multiply, $0, sum) } ?? sum)
    }
    for (index, message) in weighted.enumerated() {
      guard let value = message.value else { continue }
      let others = weighted.enumerated().filter { $0.offset != index }.compactMap(\.element.probability)
      parts.append(multiply(others).map { combineTables(.multiply, $0, value) } ?? value)
    }
    let isOwnAlone = weighted.count == 1 && weighted.first?.probability == own && own != nil
    let probability = isOwnAlone ? nil : product.map { graph.reduce(.sum, $0, over: [axis]) }
    let value = parts.isEmpty ? nil : graph.reduce(.sum, sumOfTables(parts), over: [axis])
    return Message(probability: probability, value: value)
  }

  private func multiply(_ tables: [ValueID]) -> ValueID? {
    var rest = tables[...]
    guard var product = rest.popFirst() else { return nil }
    for table in rest { product = combineTables(.multiply, product, table) }
    return product
  }

  /// What is left when every axis is gone: independent parts, whose probabilities are all 1 in exact arithmetic.
  private func combineValues(_ messages: [Message]) -> ValueID { sumOfTables(messages.compactMap(\.value)) }
}
