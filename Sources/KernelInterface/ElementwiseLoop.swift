/// An elementwise program over a loop nest. Output strides and operand strides are in elements, 0 broadcasts.
package struct ElementwiseLoop: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  /// `inputs[i]` is the base of operand i.
  package var inputs: UnsafePointer<UnsafePointer<Float>>
  package var inputCount: Int
  /// At least 1, at most 8. Dimension 0 is outermost and is cut by the tile; `extents[0]` is not read.
  package var rank: Int
  package var extents: UnsafePointer<Int>
  /// `rank` strides of the output, then `rank` of each operand in turn.
  package var strides: UnsafePointer<Int>
  package var program: UnsafePointer<ElementwiseInstruction>
  package var programCount: Int
  /// The worker's own room: `scratchElements(inputCount:programCount:)` floats, 64-byte aligned.
  package var scratch: UnsafeMutablePointer<Float>

  package init(
    output: UnsafeMutablePointer<Float>, inputs: UnsafePointer<UnsafePointer<Float>>, inputCount: Int, rank: Int,
    extents: UnsafePointer<Int>, strides: UnsafePointer<Int>, program: UnsafePointer<ElementwiseInstruction>,
    programCount: Int, scratch: UnsafeMutablePointer<Float>
  ) {
    self.output = output
    self.inputs = inputs
    self.inputCount = inputCount
    self.rank = rank
    self.extents = extents
    self.strides = strides
    self.program = program
    self.programCount = programCount
    self.scratch = scratch
  }

  /// Floats of scratch a program needs: a tile of 1,024 for each register, and how the operands lie in it.
  package static func scratchElements(inputCount: Int, programCount: Int) -> Int {
    (inputCount + programCount + 1) * (1024 + 64)
  }
}
