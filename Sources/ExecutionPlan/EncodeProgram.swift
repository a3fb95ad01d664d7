import KernelInterface
import TensorOps

/// An elementwise program as the kernels read it.
func encode(_ program: [Elementwise.Step]) -> [ElementwiseInstruction] {
  program.map { step in
    let registers = step.operands.map { Int32($0) } + [0, 0, 0]
    var constant: Float = 0
    if case .constant(let value) = step.primitive { constant = value }
    return ElementwiseInstruction(
      code: code(of: step.primitive), a: registers[0], b: registers[1], c: registers[2], constant: constant)
  }
}

private func code(of primitive: Primitive) -> ElementwiseCode {
  switch primitive {
  case .constant: ElementwiseCode.constant
  case .copy: ElementwiseCode.copy
  case .add: ElementwiseCode.add
  case .subtract: ElementwiseCode.subtract
  case .multiply: ElementwiseCode.multiply
  case .divide: ElementwiseCode.divide
  case .negate: ElementwiseCode.negate
  case .exp: ElementwiseCode.exp
  case .log: ElementwiseCode.log
  case .tanh: ElementwiseCode.tanh
  case .sigmoid: ElementwiseCode.sigmoid
  case .softplus: ElementwiseCode.softplus
  case .erf: ElementwiseCode.erf
  case .squareRoot: ElementwiseCode.squareRoot
  case .expMinusOne: ElementwiseCode.expMinusOne
  case .greater: ElementwiseCode.greater
  case .equal: ElementwiseCode.equal
  case .select: ElementwiseCode.select
  case .expDifference: ElementwiseCode.expDifference
  case .multiplyOrZero: ElementwiseCode.multiplyOrZero
  case .maximum: ElementwiseCode.maximum
  }
}
