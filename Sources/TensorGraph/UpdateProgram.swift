import Diagnostics
import ModelSpec
import TensorOps

/// The second half of a training step: optimisers move the parameters along the gradient that the first half left. There
/// are no shapes and no batch here, only passes over vectors that are laid out like the parameters.
package struct UpdateProgram: Sendable {
  /// Passes between two barriers: what one moves no other of them reads or moves.
  package var phases: [[Pass]]
  /// What the rewrite of updates changed.
  package var rewrites: [Graph.Applied] = []

  /// A vector that an optimiser moves. Each is computed from those before it, the gradient and itself.
  package enum Moved: String, Sendable, CaseIterable {
    /// The first moment; the buffer of SGD's momentum.
    case first = "m"
    case second = "v"
    case parameters = "p"
  }

  /// One visit to all elements of a part's parameters.
  package struct Pass: Sendable {
    package var part: ParameterPart
    package var optimizer: Optimizer
    /// In the order of `Moved.allCases`.
    package var moved: [Moved]
    /// Trained numbers of the part.
    package var elements: Int
  }

  /// One pass for every vector that the optimiser of a part moves, one after another; parts without parameters have none.
  init(_ training: TrainingSection, _ parameters: ParameterTable) {
    phases = Moved.allCases.map { moved in
      ParameterPart.allCases.compactMap { part in
        let elements = parameters.parameters.reduce(0) { $0 + ($1.part == part ? $1.count : 0) }
        let optimizer = training.optimizer(of: part)
        guard elements > 0, optimizer.moved.contains(moved) else { return nil }
        return Pass(part: part, optimizer: optimizer, moved: [moved], elements: elements)
      }
    }.filter { !$0.isEmpty }
  }

  /// Every pass, in the order they run.
  package var passes: [Pass] { phases.flatMap { $0 } }
  /// Floating-point operations of a step.
  package var flops: Double { passes.reduce(0) { $0 + $1.flops } }
  /// Bytes read and written by a step.
  package var bytes: Double { passes.reduce(0) { $0 + $1.bytes } }

  /// Throws `InternalError` unless every part's vectors are moved once each and in order.
  package func verify() throws {
    for part in ParameterPart.allCases {
      let own = phases.flatMap { $0.filter { $0.part == part } }
      guard let optimizer = own.first?.optimizer else { continue }
      guard phases.allSatisfy({ $0.count { $0.part == part } <= 1 }), own.flatMap(\.moved) == optimizer.moved else {
        throw InternalError(stage: "graph", "\(part.rawValue) is moved by \(own.map(\.moved))")
      }
    }
  }
}

extension UpdateProgram.Pass {
  /// Whether the decay of the parameters is a part of the gradient.
  private var decaysGradient: Bool { if case .adamw = optimizer { false } else { true } }

  private var readsGradient: Bool { moved.contains { $0 != .parameters } || !optimizer.keepsFirst }

  /// Floating-point operations: those of the formulas in `Kernels/Update.swift`.
  package var flops: Double {
    let gradient = readsGradient ? (decaysGradient ? 3 : 1) : 0
    let steps = moved.map { vector in
      switch (vector, optimizer) {
      case (.first, .sgd), (.parameters, .sgd): 2
      case (.first, _): 3
      case (.second, _): 4
      case (.parameters, .adamw): 7
      case (.parameters, _): 6
      }
    }
    return Double(elements) * Double(steps.reduce(gradient, +))
  }

  /// Bytes read and written: four an element of each vector.
  package var bytes: Double {
    let movesParameters = moved.contains(.parameters)
    let reads = [
      movesParameters || (readsGradient && decaysGradient), readsGradient,
      moved.contains(.first) || (movesParameters && optimizer.keepsFirst),
      moved.contains(.second) || (movesParameters && optimizer.keepsSecond),
    ]
    return Double(4 * elements) * Double(reads.count { $0 } + moved.count)
  }
}

extension Optimizer {
  /// Whether the rule keeps a first moment, or a buffer, from step to step.
  package var keepsFirst: Bool {
    if case .sgd(_, let momentum, _) = self { momentum != 0 } else { true }
  }

  /// Whether the rule keeps a second moment from step to step.
  package var keepsSecond: Bool {
    if case .sgd = self { false } else { true }
  }

  /// The vectors that the rule moves, in the order of `UpdateProgram.Moved.allCases`.
  var moved: [UpdateProgram.Moved] {
    (keepsFirst ? [.first] : []) + (keepsSecond ? [.second] : []) + [.parameters]
  }
}
