extension Graph {
  /// Every node's value in Double: inputs and parameters from `given`, the rest by the operations' references.
  package func evaluateReference(_ given: [ValueID: ReferenceTensor]) -> [ReferenceTensor] {
    var values: [ReferenceTensor] = []
    values.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() {
      if let known = given[ValueID(index)] {
        values.append(known)
      } else {
        values.append(node.operation.reference(node.inputs.map { values[$0.index] }, output: node.shape))
      }
    }
    return values
  }
}
