/// Finds the node of a graph that is equal to one about to be added. It holds hashes and places alone, so that a search
/// compares nodes where they are and copies none.
struct KnownNodes: Sendable {
  /// The latest node of each hash.
  private var latest: [Int: ValueID] = [:]
  /// The one before it, of equal hash.
  private var earlier: [ValueID: ValueID] = [:]

  /// The operation itself counts only where there are no inputs: else these tell most nodes apart, and it may be long.
  static func hash(_ operation: some Operation, _ inputs: [ValueID]) -> Int {
    var hasher = Hasher()
    if inputs.isEmpty { hasher.combine(operation) }
    for input in inputs { hasher.combine(input.index) }
    return hasher.finalize()
  }

  /// The node of this hash for which `isEqual` holds.
  func value(_ hash: Int, where isEqual: (ValueID) -> Bool) -> ValueID? {
    var next = latest[hash]
    while let value = next, !isEqual(value) { next = earlier[value] }
    return next
  }

  /// Adds a node that is equal to no other.
  mutating func insert(_ value: ValueID, _ hash: Int) {
    if let before = latest.updateValue(value, forKey: hash) { earlier[value] = before }
  }
}

extension Node {
  /// Whether it is this operation, with the same attributes, of the same inputs with the same result.
  func isEqual(_ operation: some Operation, _ inputs: [ValueID], _ shape: Shape) -> Bool {
    self.inputs == inputs && self.shape == shape && operation.isEqual(to: self.operation)
  }
}
