import LatentModel
import Testing

struct EliminationTests {
  private func order(_ count: Int, _ scopes: [[Int]], categories: Int = 2, stopAbove: Double = .infinity)
    -> EliminationOrder
  {
    EliminationOrder(
      eliminating: (0..<count).map { VariableID($0) }, scopes: scopes.map { $0.map { VariableID($0) } },
      categories: { _ in categories }, name: { "v.\($0.index)" }, stopAbove: stopAbove)
  }

  @Test func chainFromItsEnds() {
    let result = order(4, [[0, 1], [1, 2], [2, 3]])
    #expect(result.steps.map(\.variable) == ids(3, 2, 1, 0))
    #expect(result.steps.map(\.tableEntries) == [4, 4, 4, 2] && result.cost == 14 && result.isComplete)
  }

  @Test func numbersOfVariablesCountAsNumbers() {
    let scopes = (0..<110).map { [$0, $0 + 1] }
    #expect(order(111, scopes).steps.map(\.variable.index) == Array((0...110).reversed()))
  }

  @Test func hubLast() {
    let result = order(5, [[0, 1], [0, 2], [0, 3], [0, 4]])
    #expect(result.steps.map(\.variable) == ids(4, 3, 2, 1, 0))
  }

  @Test func circleFillsOneEdgeAStep() {
    let result = order(5, [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]])
    #expect(result.steps.map(\.tableEntries) == [8, 8, 8, 4, 2])
    #expect(result.steps[0].scope == ids(0, 3, 4))
  }

  @Test func stopsAtItsBudget() {
    let result = order(10, [Array(0..<10)], stopAbove: 1000)
    #expect(!result.isComplete && result.cost == 1024)
  }

  @Test func oneCategoryJoinsNothing() {
    #expect(order(3, [[0, 1, 2]], categories: 1).steps.allSatisfy { $0.scope.count == 1 })
  }

  @Test func drawnVariablesAreIgnored() {
    let result = EliminationOrder(
      eliminating: ids(1), scopes: [ids(0, 1, 2)], categories: { _ in 5 }, name: { "v.\($0.index)" })
    #expect(result.steps.map(\.scope) == [ids(1)] && result.cost == 5)
  }

  /// The queue of the implementation against a search of every node at every step.
  @Test(arguments: 0..<30)
  func agreesWithDirectSearch(_ seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let scopes = (0..<14).map { _ in (0..<(2 + next(2))).map { _ in next(12) } }
    var neighbours = Array(repeating: Set<Int>(), count: 12)
    for scope in scopes {
      for node in scope { neighbours[node].formUnion(scope.filter { $0 != node }) }
    }
    func fill(_ node: Int) -> Int {
      neighbours[node].reduce(0) { $0 + neighbours[node].subtracting(neighbours[$1]).count - 1 } / 2
    }
    var expected: [Int] = []
    var remaining = Set(0..<12)
    while let node = remaining.min(by: { (fill($0), -$0) < (fill($1), -$1) }) {
      expected.append(node)
      remaining.remove(node)
      for other in neighbours[node] {
        neighbours[other].formUnion(neighbours[node].filter { $0 != other })
        neighbours[other].remove(node)
      }
      neighbours[node] = []
    }
    #expect(order(12, scopes).steps.map(\.variable.index) == expected)
  }
}
