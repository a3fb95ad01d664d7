import Testing

@testable import ExecutionPlan

@Suite("Arena offsets")
struct AssignOffsetsTests {
  @Test("buffers that live together never overlap, and space is used again", arguments: 0..<20)
  func neverOverlap(_ seed: Int) {
    var numbers = TestNumbers(seed: UInt64(seed))
    let buffers = (0..<120).map { _ -> AssignOffsets.Buffer in
      let birth = numbers.below(100)
      return AssignOffsets.Buffer(elements: 1 + numbers.below(300), birth: birth, death: birth + numbers.below(20))
    }
    let result = AssignOffsets(buffers)
    for first in buffers.indices {
      #expect(result.offsets[first] + buffers[first].elements <= result.size)
      for second in buffers.indices where second > first {
        let together = buffers[first].birth <= buffers[second].death && buffers[second].birth <= buffers[first].death
        let apart =
          result.offsets[first] + buffers[first].elements <= result.offsets[second]
          || result.offsets[second] + buffers[second].elements <= result.offsets[first]
        #expect(!together || apart, "buffers \(first) and \(second)")
      }
    }
    #expect(result.size < buffers.reduce(0) { $0 + ($1.elements + 15) / 16 * 16 } / 2)
  }
}
