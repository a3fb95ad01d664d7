import CPURuntime
import ExecutionPlan
import KernelInterface
import TensorGraph
import TensorOps

/// Runs a graph by the interpreter on the same numbers as the Double reference.
struct GraphRun {
  let executor: Executor
  let store: ParameterStore

  /// Parameters and inputs are filled from `given`; `kernels` and `threads` choose who computes.
  init(
    _ graph: Graph, given: [ValueID: ReferenceTensor], kernels: String? = nil, threads: Int = 1, seed: UInt64 = 0
  ) throws {
    var table = ParameterTable()
    for node in graph.nodes {
      guard let parameter = node.operation as? Parameter else { continue }
      table.append(
        ParameterSpec(
          name: parameter.key, rows: node.shape.rowCount, columns: node.shape.columnCount, part: .decoder,
          start: .zeros, origin: node.origin))
    }
    try self.init(graph, table: table, given: given, kernels: kernels, threads: threads, seed: seed)
  }

  init(
    _ graph: Graph, table: ParameterTable, given: [ValueID: ReferenceTensor], kernels: String?, threads: Int,
    seed: UInt64
  ) throws {
    // Tiles of two rows, so that a batch of a few has several.
    let plan = try Plan(graph, parameters: table, tileRows: 2)
    try plan.verify(parameterElements: table.elementCount)
    store = try ParameterStore(table, isTraining: true)
    executor = try Executor(
      plan: plan, parameters: store, kernels: try KernelSelection.table(named: kernels),
      pool: try WorkerPool(threads: threads), seed: seed)
    for (value, tensor) in given {
      switch graph[value].operation {
      case let parameter as Parameter:
        guard let index = table.index(of: parameter.key) else { continue }
        let target = store.values(index, in: store.parameters)
        for (place, number) in tensor.values.enumerated() { target[place] = Float(number) }
      case let input as Input:
        guard let place = executor.input(input.key) else { continue }
        let columns = tensor.shape.columnCount
        for (index, number) in tensor.values.enumerated() {
          place.base[index / columns * place.pitch + index % columns] = Float(number)
        }
      default: break
      }
    }
  }

  /// A result as dense numbers.
  func result(_ name: String, rows: Int) -> [Float] {
    guard let output = executor.output(name), let port = executor.plan.output(name) else { return [] }
    let perRow = port.shape.rows.filter { $0.role != .batch }.reduce(1) { $0 * $1.size }
    let count = port.shape.batch == nil ? perRow : perRow * rows
    return (0..<count).flatMap { row in (0..<output.columns).map { output.base[row * output.pitch + $0] } }
  }
}
