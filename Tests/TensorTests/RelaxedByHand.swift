import Glibc

/// The relaxed objective of one variable of three or more categories that a row of bits depends on, differentiated by
/// hand in Double for given noise u.
///
///     y = softmax((log q + g) / temperature), g = -log(-log u)
///     objective = sum_d x_d l_d - softplus(l_d) - KL(q || p), l = bias + y W
///
/// With `isHard` the fit is that of the one-hot argmax, and its slope is taken as if it were y.
struct RelaxedByHand {
  var temperature: Double
  var isHard: Bool
  var bits: [Double]
  var parameters: Matrices<Double>

  static let names = [
    "latents.z.posterior.output.bias", "latents.z.posterior.output.weight.encoder", "latents.z.prior.output.bias",
    "decoder.fields.bits.output.bias", "decoder.fields.bits.output.weight.z",
  ]

  /// log q and log p, which no noise changes.
  private let logQ: [Double]
  private let logP: [Double]

  init(temperature: Double, isHard: Bool, bits: [Double], parameters: Matrices<Double>) {
    (self.temperature, self.isHard, self.bits, self.parameters) = (temperature, isHard, bits, parameters)
    var logits = parameters[Self.names[0]]?[0] ?? []
    for (bit, weights) in zip(bits, parameters[Self.names[1]] ?? []) {
      for place in logits.indices { logits[place] += bit * weights[place] }
    }
    logQ = Self.logSoftmax(logits)
    logP = Self.logSoftmax(parameters[Self.names[2]]?[0] ?? [])
  }

  /// The gradient of minus the objective by every parameter, in the order of `names`, row-major.
  func gradient(_ noise: [Double]) -> [Double] {
    let (weights, bias) = (parameters[Self.names[4]] ?? [], parameters[Self.names[3]]?[0] ?? [])
    let noisy = zip(logQ, noise).map { $0 - log(-log($1)) }
    let soft = Self.logSoftmax(noisy.map { $0 / temperature }).map { exp($0) }
    let largest = noisy.max() ?? 0
    let value = isHard ? noisy.map { $0 == largest ? 1 : 0 } : soft
    // x - sigmoid(l), and its slope by the value of z.
    let error = bias.indices.map { bit -> Double in
      let logit = value.indices.reduce(bias[bit]) { $0 + value[$1] * weights[$1][bit] }
      return bits[bit] - 1 / (1 + exp(-logit))
    }
    let slope = weights.map { row in zip(row, error).reduce(0) { $0 + $1.0 * $1.1 } }
    let mean = zip(soft, slope).reduce(0) { $0 + $1.0 * $1.1 }
    let ratio = zip(logQ, logP).map { $0 - $1 }
    let kl = zip(logQ, ratio).reduce(0) { $0 + exp($1.0) * $1.1 }
    let logits = soft.indices.map { place in
      soft[place] * (slope[place] - mean) / temperature - exp(logQ[place]) * (ratio[place] - kl)
    }
    let posterior = bits.flatMap { bit in logits.map { bit * $0 } }
    let prior = zip(logQ, logP).map { exp($0) - exp($1) }
    let decoder = value.flatMap { value in error.map { value * $0 } }
    return (logits + posterior + prior + error + decoder).map { -$0 }
  }

  /// The mean over the noise: a rank-one lattice whose steps are powers of the root of x^(n + 1) = x + 1.
  func expectedGradient(points: Int) -> [Double] {
    var root = 1.5
    for _ in 0..<60 { root = pow(1 + root, 1 / Double(logQ.count + 1)) }
    let steps = logQ.indices.map { pow(1 / root, Double($0 + 1)) }
    var sum: [Double] = []
    for point in 0..<points {
      let noise = steps.map { step -> Double in
        let place = 0.5 + Double(point) * step
        // Folded, so that the integrand is periodic.
        return min(max(1e-9, 1 - abs(2 * (place - floor(place)) - 1)), 1 - 1e-9)
      }
      let gradient = gradient(noise)
      if sum.isEmpty { sum = gradient.map { _ in 0 } }
      for (place, value) in gradient.enumerated() { sum[place] += value / Double(points) }
    }
    return sum
  }

  private static func logSoftmax(_ logits: [Double]) -> [Double] {
    let largest = logits.max() ?? 0
    let total = logits.reduce(0) { $0 + exp($1 - largest) }
    return logits.map { $0 - largest - log(total) }
  }
}
