/// Kinds with a name of their own: used in several places, or inside themselves as layers are.
package enum SharedKind: String, Sendable, CaseIterable {
  case layers, gradient, optimizer, source, interval, references, within

  package var kind: ValueKind {
    switch self {
    case .layers: NetworkDeclarations.layers
    case .gradient: ObjectiveDeclarations.gradient
    case .optimizer: TrainingDeclarations.optimizer
    case .source: DataDeclarations.source
    case .interval: TrainingDeclarations.interval
    case .references: .list(of: .reference, count: 0...Int.max)
    case .within: LatentDeclarations.within
    }
  }
}
