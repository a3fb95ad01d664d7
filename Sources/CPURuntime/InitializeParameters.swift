import DeterministicMath
import TensorGraph

extension ParameterStore {
  /// Starting values: element i of a parameter is a function of the seed, the parameter's name and i alone.
  package func initialize(seed: UInt64) {
    for (index, parameter) in table.parameters.enumerated() {
      let values = unsafe values(index, in: parameters)
      switch parameter.start {
      case .zeros: unsafe values.update(repeating: 0)
      case .ones: unsafe values.update(repeating: 1)
      case .values(let start): for (place, value) in start.enumerated() { unsafe values[place] = value }
      case .glorotUniform(let fanIn, let fanOut):
        let bound = (6 / Double(max(1, fanIn + fanOut))).squareRoot()
        let numbers = Philox4x32(key: StreamKey(seed: seed, stream: parameter.name))
        for place in values.indices { unsafe values[place] = Float((2 * numbers.uniform(place) - 1) * bound) }
      case .heNormal(let fanIn):
        let deviation = (2 / Double(max(1, fanIn))).squareRoot()
        let numbers = Philox4x32(key: StreamKey(seed: seed, stream: parameter.name))
        for place in values.indices { unsafe values[place] = Float(numbers.normal(place) * deviation) }
      }
    }
  }
}
