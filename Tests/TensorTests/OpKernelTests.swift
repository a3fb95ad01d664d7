import CPURuntime
import ExecutionPlan
import Testing
import TensorGraph
import TensorOps

@Suite("Kernels of operations")
struct OpKernelTests {
  typealias Check = OpGradientTests.Check

  static let checks = OpCatalogue.all.flatMap { sheet in sheet.cases.map { Check(sheet: sheet, check: $0) } }

  @Test("agree with the Double reference", arguments: checks)
  func agreesWithReference(_ check: Check) throws {
    for seed in UInt64(1)...3 {
      var filled = FilledCase(check.check, seed: seed)
      filled.graph.output("result", filled.built.result)
      let expected = filled.graph.evaluateReference(filled.operands)[filled.built.result.index].values
      let run = try GraphRun(filled.graph, given: filled.operands)
      run.executor.run(rows: 5, step: 0)
      let actual = run.result("result", rows: 5)
      #expect(actual.count == expected.count)
      for (place, (value, reference)) in zip(actual, expected).enumerated() {
        let scale = max(1, abs(reference))
        #expect(abs(Double(value) - reference) <= 4e-6 * scale, "element \(place): \(value), reference \(reference)")
      }
    }
  }

  @Test("leave the rows after a short batch alone", arguments: checks)
  func shortBatch(_ check: Check) throws {
    var filled = FilledCase(check.check, seed: 4)
    guard filled.graph[filled.built.result].shape.batch != nil else { return }
    filled.graph.output("result", filled.built.result)
    let run = try GraphRun(filled.graph, given: filled.operands)
    run.executor.run(rows: 5, step: 0)
    let full = run.result("result", rows: 5)
    run.executor.run(rows: 3, step: 0)
    let short = run.result("result", rows: 3)
    let usesBatchSum = check.sheet.name == "matrix_product" && check.check.description.hasPrefix("T")
    if !usesBatchSum { #expect(Array(full.prefix(short.count)) == short) }
    #expect(run.result("result", rows: 5).suffix(full.count - short.count) == full.suffix(full.count - short.count))
  }
}
