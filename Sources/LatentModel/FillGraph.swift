/// The graph of min-fill elimination: nodes are places in a list of variables, whose order breaks ties.
struct FillGraph {
  private var neighbours: [Set<Int>]
  /// Edges that removing each node would add; nil once removed.
  private var fill: [Int?]
  private var queue = SmallestFirst<Entry>()

  private struct Entry: Comparable {
    var fill: Int
    var node: Int
    static func < (left: Entry, right: Entry) -> Bool { (left.fill, left.node) < (right.fill, right.node) }
  }

  init(variables: [VariableID], scopes: [[VariableID]]) {
    let places = Dictionary(variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    neighbours = Array(repeating: [], count: variables.count)
    fill = Array(repeating: nil, count: variables.count)
    for scope in Set(scopes) {
      let nodes = scope.compactMap { places[$0] }
      for node in nodes {
        neighbours[node].formUnion(nodes)
        neighbours[node].remove(node)
      }
    }
    for node in variables.indices where places[variables[node]] == node { update(node) }
  }

  /// Removes the node that adds the fewest edges, joins its neighbours, and tells who they were, in order.
  mutating func removeCheapest() -> (node: Int, neighbours: [Int])? {
    while let entry = queue.removeSmallest() {
      guard fill[entry.node] == entry.fill else { continue }
      let around = neighbours[entry.node]
      fill[entry.node] = nil
      neighbours[entry.node] = []
      for node in around {
        neighbours[node].formUnion(around)
        neighbours[node].remove(node)
        neighbours[node].remove(entry.node)
      }
      // Without new edges only the neighbours' own surroundings changed.
      let touched = entry.fill == 0 ? around : around.reduce(into: around) { $0.formUnion(neighbours[$1]) }
      for node in touched { update(node) }
      return (entry.node, around.sorted())
    }
    return nil
  }

  private mutating func update(_ node: Int) {
    let around = Array(neighbours[node])
    var missing = 0
    for (index, first) in around.enumerated() {
      for second in around[(index + 1)...] where !neighbours[first].contains(second) { missing += 1 }
    }
    if fill[node] == missing { return }
    fill[node] = missing
    queue.insert(Entry(fill: missing, node: node))
  }
}
