import LatentModel
import TensorGraph
import Testing

@Suite("Brute force gradients")
struct BruteGradientTests {
  /// Along one random direction through all parameters, and along single ones.
  @Test("match central differences", arguments: UInt64(0)..<40)
  func matchesDifferences(_ seed: UInt64) throws {
    let random = RandomModel(seed: seed)
    let model = try random.resolve()
    if BruteForce.configurations(model).count > 100 { return }
    let table = ParameterTable(model)
    let start = random.parameters(of: table)
    let rows = Array(random.rows.prefix(2))
    let gradients = try BruteForce(model: model, parameters: start).gradient(rows).gradients
    var numbers = TestNumbers(seed: seed &+ 77)
    func compare(_ direction: Matrices<Double>, _ what: String) throws {
      func at(_ step: Double) throws -> Double {
        let moved = start.merging(direction) { old, move in
          zip(old, move).map { zip($0, $1).map { $0 + step * $1 } }
        }
        return try BruteForce(model: model, parameters: moved).objective(rows)
      }
      func slope(_ step: Double) throws -> Double { try (at(step) - at(-step)) / (2 * step) }
      // Richardson: the error of central differences at h and h / 2 cancels to fourth order.
      let numeric = try (4 * slope(2e-4) - slope(4e-4)) / 3
      let exact = direction.reduce(0) { sum, entry in
        let own = (gradients[entry.key] ?? []).joined()
        return sum + zip(own, entry.value.joined()).reduce(0) { $0 + $1.0 * $1.1 }
      }
      #expect(abs(numeric - exact) <= 1e-9 * max(1, abs(exact)), "seed \(seed), \(what): \(exact), \(numeric)")
    }
    try compare(start.mapValues { $0.map { $0.map { _ in numbers.real(-0.5...0.5) } } }, "random direction")
    for _ in 0..<4 {
      let parameter = numbers.pick(table.parameters)
      var one = Array(repeating: Array(repeating: 0.0, count: parameter.columns), count: parameter.rows)
      let (row, column) = (numbers.below(parameter.rows), numbers.below(parameter.columns))
      one[row][column] = 1
      try compare([parameter.name: one], "\(parameter.name)[\(row), \(column)]")
    }
  }
}
