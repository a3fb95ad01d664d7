import Diagnostics

/// One operation applied to values.
package struct Node: Sendable {
  package var operation: any Operation
  package var inputs: [ValueID]
  package var shape: Shape
  /// The section of the spec that asked for it.
  package var origin: Span
  /// Where in the model it belongs, as `decoder.fields.pixels`; groups the lines of a plan.
  package var label: String
}

/// A tensor graph in order of construction, which is a topological order. Equal nodes are one node.
package struct Graph: Sendable {
  package private(set) var nodes: [Node] = []
  /// Results the graph is made for.
  package private(set) var outputs: [Output] = []
  /// The rows of a batch.
  package let batch: Axis
  /// Where new nodes belong.
  package var origin: Span = .none
  package var label = ""
  /// What rewrites changed, in the order they ran.
  package var rewrites: [Applied] = []
  /// Every shape or operand mistake made so far; `verify()` reports them.
  package private(set) var flaws: [String] = []
  private var known = KnownNodes()
  private var axisCount = 1

  /// A named result.
  package struct Output: Sendable {
    package var name: String
    package var value: ValueID

    package init(name: String, value: ValueID) {
      self.name = name
      self.value = value
    }
  }

  /// One rewrite and the number of places it changed.
  package struct Applied: Sendable, Equatable {
    package var name: String
    package var count: Int

    package init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  package init(batchCapacity: Int) {
    batch = Axis(id: 0, size: batchCapacity, role: .batch, name: "batch")
  }

  /// A new axis.
  package mutating func axis(_ name: String, _ size: Int, _ role: Axis.Role = .feature) -> Axis {
    defer { axisCount += 1 }
    return Axis(id: axisCount, size: size, role: role, name: name)
  }

  /// Adds a node, or finds the equal one. A flawed node is recorded and reported by `verify()`.
  package mutating func add(_ operation: some Operation, _ inputs: [ValueID], _ shape: Shape) -> ValueID {
    let hash = KnownNodes.hash(operation, inputs)
    if let value = known.value(hash, where: { nodes[$0.index].isEqual(operation, inputs, shape) }) { return value }
    if let flaw = shape.flaw ?? operation.flaw(inputs: inputs.map { self[$0].shape }, output: shape) {
      flaws.append("\(label): \(operation.name): \(flaw)")
    }
    let value = ValueID(nodes.count)
    nodes.append(Node(operation: operation, inputs: inputs, shape: shape, origin: origin, label: label))
    known.insert(value, hash)
    return value
  }

  package subscript(value: ValueID) -> Node { nodes[value.index] }

  /// Names a result. Names are unique.
  package mutating func output(_ name: String, _ value: ValueID) {
    outputs.append(Output(name: name, value: value))
  }

  /// The result called `name`.
  package func output(named name: String) -> ValueID? { outputs.first { $0.name == name }?.value }

  /// The same graph with its nodes replaced: used by rewrites, which keep order and meaning. Nodes added to it later find
  /// no equal among these.
  package func replacing(nodes: [Node], outputs: [Output]) -> Graph {
    var copy = self
    copy.nodes = nodes
    copy.outputs = outputs
    copy.known = KnownNodes()
    return copy
  }

  /// Nodes that were left out in `other`, or whose operation changed where none was.
  package func difference(from other: Graph) -> Int {
    if nodes.count != other.nodes.count { return abs(nodes.count - other.nodes.count) }
    return nodes.indices.count { place in
      nodes[place].inputs != other.nodes[place].inputs
        || !nodes[place].operation.isEqual(to: other.nodes[place].operation)
    }
  }

  /// Throws `InternalError` when a node does not fit its operands or an operand comes later than its use.
  package func verify() throws {
    if let flaw = flaws.first { throw InternalError(stage: "graph", flaw) }
    for (index, node) in nodes.enumerated() {
      if node.inputs.contains(where: { $0.index >= index }) {
        throw InternalError(stage: "graph", "%\(index) uses a later value")
      }
      let flaw = node.operation.flaw(inputs: node.inputs.map { self[$0].shape }, output: node.shape)
      if let flaw { throw InternalError(stage: "graph", "%\(index) \(node.operation.name): \(flaw)") }
    }
    if Set(outputs.map(\.name)).count != outputs.count {
      throw InternalError(stage: "graph", "two results of one name")
    }
  }

  /// Stable text: one line a node, results at the end.
  package func dump() -> String {
    var lines: [String] = []
    for (index, node) in nodes.enumerated() {
      let formula = node.operation.formula(node.inputs.map(\.description))
      lines.append("%\(index) = \(formula)  \(node.shape)\(node.label.isEmpty ? "" : "  # \(node.label)")")
    }
    for output in outputs { lines.append("\(output.name) = \(output.value)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
