import Diagnostics
import LatentModel
import ModelSpec
import TensorOps

/// Lowers a model to tensors for one purpose. Each program makes one, asks it for the parts it needs, and takes `graph`.
///
/// A variable is *summed* (it has a value axis and every tensor that depends on it has that axis) or *drawn* (it is a
/// column of indices, one a row and draw). Tensors that depend on no row of data have no batch axis and are computed
/// once a batch, not once a row.
final class Lowering {
  let model: Model
  let sizes: SourceSizes
  let parameters: ParameterTable
  var graph: Graph
  /// Whether dropout is active.
  let isTraining: Bool
  /// Rewrites that are switched off.
  let without: Set<Rewrite>
  /// How often a choice was made for speed.
  private(set) var uses: [Rewrite: Int] = [:]
  /// The axis of joint draws; nil when there is one draw or none.
  let sampleAxis: Axis?
  /// Value axes of summed variables.
  private(set) var valueAxes: [VariableID: Axis] = [:]
  /// Indices of drawn variables: [batch draw | 1].
  var draws: [VariableID: ValueID] = [:]
  /// Variables drawn so far, and the runs they were drawn in, in order.
  var drawnVariables: Set<VariableID> = []
  var drawOrder: [[VariableID]] = []
  /// Which factors variables are drawn from.
  let drawSide: FactorSide
  /// How a drawn variable gets its value.
  var drawRule = DrawRule.random

  enum DrawRule {
    case random
    /// The most probable value given what it depends on.
    case likeliest
  }

  /// Factors of each block, lowered once.
  var blockRuns: [RunKey: [VariableRun]] = [:]
  /// Joined index columns, by the variables they hold.
  var joinedDraws: [[VariableID]: ValueID] = [:]
  /// Values of relaxed runs, by the run's first variable.
  var relaxedRuns: [Int: ValueID] = [:]
  /// First-layer sums, by network and sources: what makes an autoregressive block linear in its length.
  var preactivations: [PreactivationKey: ValueID] = [:]
  /// Outputs of networks, by path and output.
  var networkOutputs: [String: ValueID] = [:]
  /// Column axes of layers and outputs, by path.
  var columnAxes: [String: Axis] = [:]
  /// The encoder's output, once lowered.
  var encoderFeatures: [FeaturePart]?
  /// The trunk's output, once lowered.
  var trunkFeatures: [FeaturePart]?

  struct PreactivationKey: Hashable {
    var path: String
    var sources: [Source]
  }

  /// - Parameters:
  ///   - batchCapacity: largest number of rows of a run.
  ///   - summed: variables that get a value axis; all others are drawn when something asks for them.
  ///   - drawSide: whether drawn variables come from q or from p.
  ///   - samples: joint draws a row.
  ///   - without: rewrites that are switched off.
  init(
    model: Model, parameters: ParameterTable, batchCapacity: Int, summed: [VariableID], drawSide: FactorSide,
    samples: Int, isTraining: Bool, without: Set<Rewrite> = []
  ) {
    self.without = without
    self.drawSide = drawSide
    self.model = model
    self.parameters = parameters
    sizes = SourceSizes(model: model)
    self.isTraining = isTraining
    var graph = Graph(batchCapacity: batchCapacity)
    sampleAxis = samples > 1 ? graph.axis("sample", samples, .sample) : nil
    for variable in summed {
      let size = model.variables[variable.index].categories
      valueAxes[variable] = graph.axis(model.variables[variable.index].name, size, .value)
    }
    self.graph = graph
  }

  /// Whether a choice that saves time is to be made, and counts it.
  func chooses(_ rewrite: Rewrite) -> Bool {
    if without.contains(rewrite) { return false }
    uses[rewrite, default: 0] += 1
    return true
  }

  /// Rows of a joint draw.
  var drawRows: [Axis] { [graph.batch] + (sampleAxis.map { [$0] } ?? []) }

  /// Runs `body` with the nodes it adds labelled and pointing at `origin`.
  func labelled<Result>(_ label: String, _ origin: Span, _ body: () -> Result) -> Result {
    let before = (graph.label, graph.origin)
    defer { (graph.label, graph.origin) = before }
    (graph.label, graph.origin) = (label, origin)
    return body()
  }

  /// The column axis called `key`, made at the first call.
  func columnAxis(_ key: String, _ size: Int) -> Axis {
    if let axis = columnAxes[key] { return axis }
    let axis = graph.axis(String(key.split(separator: ".").last ?? "columns"), size)
    columnAxes[key] = axis
    return axis
  }

  /// A parameter as a matrix under the given column axes.
  func parameter(_ name: String, columns: [Axis]) -> ValueID {
    let spec = parameters.index(of: name).map { parameters.parameters[$0] }
    let rows = spec?.rows ?? 1
    let rowAxes = rows == 1 ? [] : [columnAxis("\(name).rows", rows)]
    return graph.add(Parameter(key: name), [], Shape(rows: rowAxes, columns: columns))
  }

  /// Data of a batch: [batch | columns].
  func input(_ key: String, columns: Int, density: Double = 1) -> ValueID {
    graph.add(
      Input(key: key, density: density), [], Shape(rows: [graph.batch], columns: [columnAxis("input.\(key)", columns)]))
  }

  /// Values 0, 1, ... along an axis.
  func iota(_ axis: Axis, inRows: Bool) -> ValueID {
    graph.add(
      Constant(values: (0..<axis.size).map { Float($0) }), [],
      inRows ? Shape(rows: [axis]) : Shape(columns: [axis]))
  }

  /// A per-row table over value axes: rows batch and draw, columns values in variable order.
  func tableShape(_ axes: some Sequence<Axis>) -> Shape {
    let unique = Set(axes)
    return Shape(
      rows: unique.filter { $0.role == .batch || $0.role == .sample }.sorted(by: Shape.rowOrder),
      columns: unique.filter { $0.role == .value }.sorted { $0.id < $1.id })
  }

  /// The same numbers as a per-row table.
  func table(_ value: ValueID) -> ValueID { graph.arrange(value, tableShape(graph[value].shape.axes)) }

  /// The sum of per-row tables, broadcast over the union of their axes.
  func sumOfTables(_ values: [ValueID]) -> ValueID {
    var rest = values[...]
    guard var sum = rest.popFirst() else { return graph.scalar(0) }
    for value in rest { sum = combineTables(.add, sum, value) }
    return sum
  }

  /// One primitive on two tables, broadcast over the union of their axes.
  func combineTables(_ primitive: Primitive, _ a: ValueID, _ b: ValueID) -> ValueID {
    graph.apply(primitive, [a, b], shape: tableShape(graph[a].shape.axes + graph[b].shape.axes))
  }
}
