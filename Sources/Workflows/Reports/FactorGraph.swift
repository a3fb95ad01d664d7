import Diagnostics
import LatentModel

/// Who depends on whom in p and in q, block by block: what `plan --graph` draws.
struct FactorGraph {
  /// One side of the model.
  struct Side {
    var title: String
    var nodes: [Node] = []
    var edges: [Edge] = []
  }

  /// A block, a field or the encoder.
  struct Node {
    var name: String
    /// Lines below the name.
    var lines: [String]
    var isObserved: Bool
  }

  /// `to` depends on `from`; places in `Side.nodes`.
  struct Edge: Hashable {
    var from: Int
    var to: Int
  }

  var name: String
  var sides: [Side]

  init(_ model: Model) {
    name = model.name
    sides = [Self.prior(model), Self.posterior(model)]
  }

  private static func prior(_ model: Model) -> Side {
    var side = Side(title: "p: " + model.priorFormula())
    let dependencies = model.priorDependencies()
    for (index, block) in model.blocks.enumerated() {
      side.nodes.append(node(block, model, dependencies))
      side.edges += edges(into: index, dependencies[block.variables].joined(), model)
    }
    for (index, field) in model.fields.enumerated() {
      let columns = field.columns.count == 1 ? "1 column" : "\(field.columns.count) columns"
      let kind = if case .binary = field.kind { "bernoulli" } else { "categorical" }
      side.nodes.append(Node(name: field.name, lines: [columns, kind], isObserved: true))
      side.edges += edges(into: side.nodes.count - 1, model.likelihoodDependencies(ofField: index).joined(), model)
    }
    return side
  }

  private static func posterior(_ model: Model) -> Side {
    var side = Side(title: "q: " + model.posteriorFormula())
    guard case .networks(let posteriors) = model.posterior else {
      side.nodes = [
        Node(name: "x", lines: [], isObserved: true), Node(name: "z", lines: ["p(z | x), summed"], isObserved: false),
      ]
      side.edges = [Edge(from: 0, to: 1)]
      return side
    }
    let dependencies = model.posteriorDependencies()
    for (index, block) in model.blocks.enumerated() {
      var node = node(block, model, dependencies)
      node.lines.append(estimator(block))
      side.nodes.append(node)
      side.edges += edges(into: index, dependencies[block.variables].joined(), model)
    }
    for (index, posterior) in posteriors.enumerated() {
      let sources = Set(posterior.network.outputs.flatMap(\.sources))
      if sources.contains(.encoder) {
        let fields = model.encoder.inputs.map { model.fields[$0.field].name }.joined(separator: ", ")
        side.edges.append(Edge(from: observed("encoder", [fields], &side), to: index))
      }
      let read = Set(sources.compactMap { if case .field(let field, _) = $0 { field } else { nil } })
      for field in read.sorted() {
        side.edges.append(Edge(from: observed(model.fields[field].name, [], &side), to: index))
      }
    }
    return side
  }

  private static func node(_ block: Block, _ model: Model, _ dependencies: [[VariableID]]) -> Node {
    let categories = Set(model.variables[block.variables].map(\.categories)).sorted()
    let values = categories.map(String.init).joined(separator: ", ") + (categories == [1] ? " value" : " values")
    var lines = [block.variables.count == 1 ? values : "\(block.variables.count) variables, \(values)"]
    let inside = block.variables.map { variable in
      dependencies[variable].count { block.variables.contains($0.index) }
    }
    if let most = inside.max(), most > 0 {
      lines.append(most > 1 || block.variables.count == 2 ? "autoregressive" : "markov")
    }
    return Node(name: block.name, lines: lines, isObserved: false)
  }

  private static func edges(into node: Int, _ variables: some Sequence<VariableID>, _ model: Model) -> [Edge] {
    Set(variables.map { model.variables[$0.index].block }).subtracting([node]).sorted().map { Edge(from: $0, to: node) }
  }

  private static func observed(_ name: String, _ lines: [String], _ side: inout Side) -> Int {
    if let place = side.nodes.firstIndex(where: { $0.name == name && $0.isObserved }) { return place }
    side.nodes.append(Node(name: name, lines: lines, isObserved: true))
    return side.nodes.count - 1
  }

  private static func estimator(_ block: Block) -> String {
    switch block.gradient.estimator {
    case .exact: "summed out"
    case .reinforce(let samples, _): "reinforce, \(samples) drawn"
    case .rloo(let samples): "rloo, \(samples) drawn"
    case .gumbelSoftmax: "gumbel_softmax, relaxed"
    }
  }
}

extension FactorGraph {
  /// The graph in the language of Graphviz, a cluster a side.
  var dot: String {
    var text = "digraph \(quoted(name)) {\n  rankdir=TB;\n  node [fontname=\"sans-serif\", fontsize=11];\n"
    for (side, content) in sides.enumerated() {
      text += "  subgraph cluster_\(side) {\n    label=\(quoted(content.title));\n"
      for (index, node) in content.nodes.enumerated() {
        let style = node.isObserved ? "shape=box, style=filled, fillcolor=\"#dddddd\"" : "shape=ellipse"
        let label = quoted(([node.name] + node.lines).joined(separator: "\n"))
        text += "    n\(side)_\(index) [label=\(label), \(style)];\n"
      }
      for edge in content.edges { text += "    n\(side)_\(edge.from) -> n\(side)_\(edge.to);\n" }
      text += "  }\n"
    }
    return text + "}\n"
  }

  private func quoted(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      visible(String(line)).unicodeScalars.reduce(into: "") { result, scalar in
        result += scalar == "\"" || scalar == "\\" ? "\\" + String(scalar) : String(scalar)
      }
    }
    return "\"" + lines.joined(separator: "\\n") + "\""
  }
}
