import Diagnostics
import TensorGraph
import TensorOps

extension Plan {
  /// Orders a graph's nodes into instructions and gives every value a place.
  ///
  /// A value that is a view of another (a slice, other names, an arrangement that moves nothing) costs no instruction.
  /// Gradients of parameters are written where the optimiser reads them. `tileRows`: the most rows of a tile in phases by
  /// rows; nil for what suits the sizes. No result depends on it.
  package init(_ graph: Graph, parameters: ParameterTable, tileRows: Int? = nil) throws {
    var maker = PlanMaker(graph: graph, parameters: parameters)
    self = try maker.make(tileRows: tileRows)
  }
}

/// Works through a graph once to place values, once to write instructions.
struct PlanMaker {
  let graph: Graph
  let parameters: ParameterTable
  /// Where each value is, once its buffer has an offset.
  var views: [View] = []
  var buffers: [AssignOffsets.Buffer] = []
  var instructions: [PendingInstruction] = []
  var constants: [Float] = []
  let joinTargets: [ValueID: (join: ValueID, operand: Int)]
  var joinViews: [ValueID: View] = [:]

  /// A place in a buffer whose offset may not be known yet.
  struct View: Equatable {
    enum Base: Equatable {
      case buffer(Int)
      case fixed(Region)
    }
    var base: Base
    var offset: Int
    var pitch: Int
  }

  /// An instruction whose operands are views.
  struct PendingInstruction {
    var kernel: Instruction.Kernel
    var output: View
    var inputs: [View]
    var node: ValueID
    var flops: Double
    var bytes: Double
  }

  init(graph: Graph, parameters: ParameterTable) {
    self.graph = graph
    self.parameters = parameters
    joinTargets = Self.joinTargets(of: graph)
  }

  mutating func make(tileRows: Int?) throws -> Plan {
    let gradientPlaces = placesOfGradients()
    for index in graph.nodes.indices { try place(ValueID(index), gradientPlaces) }
    var copies: [(String, View, Shape)] = []
    for output in graph.outputs { copies.append(try port(output, gradientPlaces)) }
    let schedule = SchedulePhases(instructions)
    instructions = schedule.order.map { instructions[$0] }
    let places = PlaceBuffers(
      buffers, instructions, schedule.phases, kept: copies.map(\.1), capacity: graph.batch.size, tileRows: tileRows)
    let locate = { (view: View) -> Location in
      switch view.base {
      case .buffer(let buffer):
        Location(
          region: places.isInSlab[buffer] ? .slab : .arena, offset: places.offsets[buffer] + view.offset,
          pitch: view.pitch)
      case .fixed(let region): Location(region: region, offset: view.offset, pitch: view.pitch)
      }
    }
    let finished = instructions.map { pending in
      let node = graph[pending.node]
      return Instruction(
        kernel: pending.kernel, output: locate(pending.output), inputs: pending.inputs.map(locate),
        formula: node.operation.formula(node.inputs.map(\.description)), label: node.label, origin: node.origin,
        flops: pending.flops, bytes: pending.bytes)
    }
    let inputs = graph.nodes.enumerated().compactMap { index, node -> Plan.Port? in
      guard let input = node.operation as? Input else { return nil }
      return Plan.Port(name: input.key, location: locate(views[index]), shape: node.shape)
    }
    return Plan(
      instructions: finished, phases: places.phases, batchCapacity: graph.batch.size,
      arenaElements: places.arenaElements,
      slabElements: places.slabElements, constants: constants,
      inputs: inputs, outputs: copies.map { Plan.Port(name: $0.0, location: locate($0.1), shape: $0.2) })
  }

  mutating func newBuffer(_ elements: Int, isInput: Bool = false) -> Int {
    buffers.append(AssignOffsets.Buffer(elements: elements, birth: isInput ? -1 : .max, death: isInput ? .max : -1))
    return buffers.count - 1
  }

  /// A dense place for a tensor.
  mutating func newView(_ shape: Shape, isInput: Bool = false) -> View {
    View(base: .buffer(newBuffer(shape.elementCount, isInput: isInput)), offset: 0, pitch: shape.columnCount)
  }

  /// Where gradients of parameters go: value to place in the gradient vector. A value that is the gradient of two
  /// parameters is copied to the second.
  private func placesOfGradients() -> [ValueID: View] {
    var places: [ValueID: View] = [:]
    for output in graph.outputs where output.name.hasPrefix("gradient.") {
      let name = String(output.name.dropFirst("gradient.".count))
      guard let index = parameters.index(of: name), places[output.value] == nil else { continue }
      let shape = graph[output.value].shape
      var value = output.value
      let place = View(base: .fixed(.gradients), offset: parameters.offsets[index], pitch: shape.columnCount)
      places[value] = place
      // What only has other names is computed in the place itself.
      while graph[value].operation is Relabel, let source = graph[value].inputs.first, places[source] == nil {
        value = source
        places[value] = place
      }
    }
    return places
  }

  /// A result: where it is, or a copy where it must be.
  private mutating func port(_ output: Graph.Output, _ places: [ValueID: View]) throws -> (String, View, Shape) {
    let shape = graph[output.value].shape
    let view = views[output.value.index]
    guard output.name.hasPrefix("gradient."),
      let index = parameters.index(of: String(output.name.dropFirst("gradient.".count)))
    else {
      if case .buffer = view.base { return (output.name, view, shape) }
      let copy = newView(shape)
      appendCopy(of: output.value, from: view, shape, to: copy, shape)
      return (output.name, copy, shape)
    }
    let target = View(base: .fixed(.gradients), offset: parameters.offsets[index], pitch: shape.columnCount)
    if case .fixed(.gradients) = view.base, view.offset == target.offset { return (output.name, view, shape) }
    appendCopy(of: output.value, from: view, shape, to: target, shape)
    return (output.name, target, shape)
  }
}
