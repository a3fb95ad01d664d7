import Testing
import TensorGraph
import TensorOps

@Suite("Gradient rules")
struct OpGradientTests {
  /// A case and the operation it belongs to, for the test's name.
  struct Check: CustomStringConvertible, Sendable {
    var sheet: OpSheet
    var check: OpCase
    var description: String { "\(sheet.name): \(check.description)" }
  }

  static let checks = OpCatalogue.all.filter { $0.noGradientBecause == nil }.flatMap { sheet in
    sheet.cases.map { Check(sheet: sheet, check: $0) }
  }

  /// sum w y for fixed random w, so that every element of y has its own weight.
  private func loss(_ filled: inout FilledCase) -> ValueID {
    var numbers = TestNumbers(seed: 99)
    let shape = filled.graph[filled.built.result].shape
    let weights = filled.graph.add(Input(key: "weights"), [], shape)
    filled.operands[weights] = .filled(shape, .real(0.5...1.5), &numbers)
    return filled.graph.sum(filled.graph.multiply(filled.built.result, weights), to: .scalar)
  }

  @Test("match central differences in Double", arguments: checks)
  func matchesCentralDifferences(_ check: Check) {
    var filled = FilledCase(check.check, seed: 7)
    let loss = loss(&filled)
    let targets = filled.realOperands
    compare(filled, loss, targets, tolerance: check.check.tolerance)
  }

  @Test("of gradients match central differences too", arguments: checks)
  func secondDerivativeMatches(_ check: Check) {
    var filled = FilledCase(check.check, seed: 8)
    let first = loss(&filled)
    let targets = filled.realOperands
    let gradients = filled.graph.differentiate(first, withRespectTo: targets).compactMap { $0 }
    var numbers = TestNumbers(seed: 5)
    let sums = gradients.map { gradient -> ValueID in
      let shape = filled.graph[gradient].shape
      let weights = filled.graph.add(Input(key: "second"), [], shape)
      filled.operands[weights] = .filled(shape, .real(0.5...1.5), &numbers)
      return filled.graph.sum(filled.graph.multiply(gradient, weights), to: .scalar)
    }
    let second = filled.graph.total(sums)
    compare(filled, second, targets, tolerance: 10 * check.check.tolerance)
  }

  private func compare(_ filled: FilledCase, _ loss: ValueID, _ targets: [ValueID], tolerance: Double) {
    var graph = filled.graph
    let gradients = graph.differentiate(loss, withRespectTo: targets)
    #expect(throws: Never.self) { try graph.verify() }
    let values = graph.evaluateReference(filled.operands)
    let step = 1e-5
    for (target, gradient) in zip(targets, gradients) {
      let analytic = gradient.map { values[$0.index].values }
      let count = filled.operands[target]?.values.count ?? 0
      for place in 0..<count {
        func shifted(_ amount: Double) -> Double {
          var operands = filled.operands
          operands[target]?.values[place] += amount
          return graph.evaluateReference(operands)[loss.index].values[0]
        }
        // Richardson: the error of central differences at h and h / 2 cancels to fourth order.
        let wide = (shifted(step) - shifted(-step)) / (2 * step)
        let narrow = (shifted(step / 2) - shifted(-step / 2)) / step
        let numeric = (4 * narrow - wide) / 3
        let exact = analytic?[place] ?? 0
        let error = abs(exact - numeric) / max(abs(exact) + abs(numeric), 1e-2)
        #expect(error <= tolerance, "element \(place) of \(target): rule \(exact), differences \(numeric)")
      }
    }
  }

  @Test("every operation has a gradient case or says why not", arguments: OpCatalogue.all)
  func everyOperationIsChecked(_ sheet: OpSheet) {
    #expect(sheet.cases.isEmpty == false || sheet.noGradientBecause != nil)
    #expect(sheet.noGradientBecause != nil || !sheet.cases.isEmpty)
  }

  @Test("stop_gradient passes nothing on")
  func stopGradientStops() {
    var filled = FilledCase(
      OpCatalogue.all.first { $0.name == "stop_gradient" }?.cases[0] ?? Self.checks[0].check, seed: 1)
    let loss = loss(&filled)
    #expect(filled.graph.differentiate(loss, withRespectTo: filled.realOperands) == [nil])
  }
}
