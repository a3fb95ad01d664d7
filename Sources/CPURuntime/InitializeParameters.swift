import DeterministicMath
import TensorGraph

extension ParameterStore {
  /// Starting values: element i of a parameter is a function of the seed, the parameter's name and i alone.
  package func initialize(seed: UInt64) {
    for (index, parameter) in table.parameters.enumerated() {
      let values = values(index, in: parameters)
      switch parameter.start {
      case .zeros: values.update(repeating: 0)
      case .ones: values.update(repeating: 1)
      case .values(let start): for (place, value) in start.enumerated() { values[place] = value }
      case .glorotUniform(let fanIn, let fanOut):
        let bound = (6 / Double(max(1, fanIn + fanOut))).squareRoot()
        let numbers = ScalarPhilox(key: StreamKey(seed: seed, stream: parameter.name))
        for place in values.indices { values[place] = Float((2 * numbers.uniform(place) - 1) * bound) }
      case .heNormal(let fanIn):
        let deviation = (2 / Double(max(1, fanIn))).squareRoot()
        let numbers = ScalarPhilox(key: StreamKey(seed: seed, stream: parameter.name))
        for place in values.indices { values[place] = Float(numbers.normal(place) * deviation) }
      }
    }
  }
}

/// Philox4x32-10 (Salmon et al. 2011), one counter a block of four words.
package struct ScalarPhilox: Sendable {
  private let key: StreamKey

  package init(key: StreamKey) { self.key = key }

  /// The four words of a counter.
  package func words(_ counter: (UInt32, UInt32, UInt32, UInt32)) -> (UInt32, UInt32, UInt32, UInt32) {
    var (x0, x1, x2, x3) = counter
    var (k0, k1) = (key.low, key.high)
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) * UInt64(x0)
      let second = UInt64(0xCD9E_8D57) * UInt64(x2)
      (x0, x1, x2, x3) = (
        UInt32(truncatingIfNeeded: second >> 32) ^ x1 ^ k0, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ x3 ^ k1, UInt32(truncatingIfNeeded: first)
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (x0, x1, x2, x3)
  }

  /// Number `place` of the stream, in (0, 1).
  package func uniform(_ place: Int) -> Double {
    let block = words((UInt32(truncatingIfNeeded: place), 0, 0, 0))
    return (Double(block.0 >> 9) + 0.5) * 0x1p-23
  }

  /// Standard normal number `place` of the stream (Box and Muller 1958).
  package func normal(_ place: Int) -> Double {
    let block = words((UInt32(truncatingIfNeeded: place), 0, 0, 0))
    let radius = (-2 * DeterministicMath.log((Double(block.0 >> 9) + 0.5) * 0x1p-23)).squareRoot()
    return radius * DeterministicMath.cosOfTurns(Double(block.1) * 0x1p-32)
  }
}
