import LatentModel
import TensorOps

/// Sums over every configuration of the summed variables at once, in one table with all their axes: what elimination
/// saves from.
extension Lowering {
  /// Whether `variables` are to be summed so. One variable is the same either way.
  func enumerates(_ variables: [VariableID]) -> Bool {
    let isJoint = variables.count { model.variables[$0.index].categories > 1 } > 1
    return isJoint && !chooses(.eliminateVariables)
  }

  /// E_q[sum of terms] = sum_z exp(sum_k log q(z_k | ...)) (sum of terms).
  func enumeratedExpectation(of terms: [ValueID], under factors: [VariableID: ValueID]) -> ValueID {
    let joint = graph.apply(.exp, [sumOfTables(factors.sorted { $0.key < $1.key }.map(\.value))])
    let product = combineTables(.multiply, joint, sumOfTables(terms))
    return graph.reduce(.sum, product, over: Set(factors.keys.compactMap { valueAxes[$0] }))
  }
}
