/// Sums of squares over consecutive blocks of 4,096 elements (the last one short): 16 lanes, then a halving tree.
package struct BlockSums: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  package var input: UnsafePointer<Float>
  package var count: Int
  package init(output: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>, count: Int) {
    self.output = output
    self.input = input
    self.count = count
  }
}
