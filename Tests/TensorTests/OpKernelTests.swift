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

@Suite("Tables over many axes")
struct ManyAxesTests {
  @Test("broadcast, arrange and reduce beyond a kernel's own dimensions")
  func interleavedAxes() throws {
    var graph = Graph(batchCapacity: 2)
    let axes = (0..<12).map { graph.axis("z\($0)", 2, .value) }
    let odd = graph.add(
      Input(key: "odd"), [], Shape(rows: [graph.batch], columns: axes.indices.filter { $0 % 2 == 1 }.map { axes[$0] }))
    let even = graph.add(
      Input(key: "even"), [], Shape(rows: [graph.batch], columns: axes.indices.filter { $0 % 2 == 0 }.map { axes[$0] }))
    let all = graph.apply(.multiply, [odd, even], shape: Shape(rows: [graph.batch], columns: axes))
    let turned = graph.arrange(all, Shape(rows: [graph.batch], columns: axes.reversed()))
    let kept = Set(axes.indices.filter { $0 % 3 != 0 }.map { axes[$0] })
    graph.output("all", all)
    graph.output("turned", turned)
    graph.output("sum", graph.reduce(.logSumExp, turned, over: kept))
    graph.output(
      "total", graph.reduce(.sum, all, over: Set(axes.indices.filter { $0 % 2 == 0 }.map { axes[$0] } + [graph.batch])))
    var numbers = TestNumbers(seed: 3)
    let given = [odd, even].reduce(into: [:]) {
      $0[$1] = ReferenceTensor.filled(graph[$1].shape, .real(-1...1), &numbers)
    }
    let expected = graph.evaluateReference(given)
    let run = try GraphRun(graph, given: given)
    run.executor.run(rows: 2, step: 0)
    for output in graph.outputs {
      for (value, reference) in zip(run.result(output.name, rows: 2), expected[output.value.index].values) {
        #expect(abs(Double(value) - reference) <= 1e-5 * max(1, abs(reference)), "\(output.name)")
      }
    }
  }
}
