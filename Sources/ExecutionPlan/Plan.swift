import Diagnostics
import TensorGraph
import TensorOps

/// Instructions in order, every operand at an offset of a region: what the interpreter runs.
package struct Plan: Sendable {
  package var instructions: [Instruction]
  /// The instructions in runs between barriers.
  package var phases: [Phase]
  package var batchCapacity: Int
  /// Elements of the arena.
  package var arenaElements: Int
  /// Elements of one worker's slab.
  package var slabElements: Int
  /// Numbers of the constants region.
  package var constants: [Float]
  package var inputs: [Port]
  package var outputs: [Port]

  /// A named tensor that the caller writes or reads.
  package struct Port: Sendable {
    package var name: String
    package var location: Location
    package var shape: Shape
  }

  /// Bytes of the arena, the constants and one worker's slab.
  package var memoryBytes: Int { 4 * (arenaElements + slabElements + constants.count) }

  /// Floating-point operations of a full batch.
  package var flops: Double { instructions.reduce(0) { $0 + $1.flops } }

  /// The input called `name`.
  package func input(_ name: String) -> Port? { inputs.first { $0.name == name } }
  /// The result called `name`.
  package func output(_ name: String) -> Port? { outputs.first { $0.name == name } }
}
