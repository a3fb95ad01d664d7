import KernelInterface
import Testing

/// Rows of a table chosen by three columns of indices, of which the second is two-valued without a row for 0.
struct GatherCase {
  var rows = 9
  var width: Int
  let tableRow = Integers([0, 4, 5])
  let first = Integers([0, 1, 0])
  let tableRows = 8

  var index: Floats {
    var numbers = TestNumbers(seed: 51)
    return Floats(count: rows * 3) {
      $0 % 3 == 0 ? Float(numbers.index(4)) : $0 % 3 == 1 ? Float(numbers.index(2)) : Float(numbers.index(4) - 1)
    }
  }

  /// Destination rows of each row, in order.
  var places: [[Int]] {
    let index = index
    let (offset, least) = ([0, 4, 5], [0, 1, 0])
    return (0..<rows).map { row in
      (0..<3).compactMap { d in
        let value = Int(index.base[row * 3 + d])
        return value < least[d] ? nil : offset[d] + value - least[d]
      }
    }
  }

  func arguments(_ output: Floats, _ index: Floats, _ input: Floats, bias: Floats?) -> GatherRows {
    GatherRows(
      output: output.base, outputRowStride: width, index: index.base, indexRows: RowMap(divisor: 1, outer: 3, inner: 0),
      count: 3, input: input.base, inputRowStride: width, width: width, tableRow: tableRow.base, first: first.base,
      rows: rows, bias: bias.map { UnsafePointer($0.base) })
  }

  func gather(_ table: KernelTable, bias: Floats?, _ ranges: [Range<Int>]) -> Floats {
    let (output, index, input) = (Floats(count: rows * width), index, randomFloats(tableRows * width, seed: 52))
    for range in ranges { table.gatherSum(arguments(output, index, input, bias: bias), range) }
    #expect(output.isGuardIntact)
    return output
  }

  func scatter(_ table: KernelTable, _ ranges: [Range<Int>]) -> Floats {
    let output = Floats(count: tableRows * width) { _ in -77 }
    let (index, input) = (index, randomFloats(rows * width, seed: 53))
    for range in ranges { table.scatterSum(arguments(output, index, input, bias: nil), range) }
    #expect(output.isGuardIntact)
    return output
  }
}

@Suite struct GatherTests {
  @Test(arguments: Array(1...70) + [200])
  func gatherAddsInOrder(_ width: Int) {
    let shape = GatherCase(width: width)
    let table = randomFloats(shape.tableRows * width, seed: 52)
    for bias in [nil, randomFloats(width, seed: 54)] {
      let result = shape.gather(fastest, bias: bias, [0..<9])
      for (row, places) in shape.places.enumerated() {
        for c in 0..<width {
          let truth = places.reduce(bias?.base[c] ?? 0) { $0 + table.base[$1 * width + c] }
          #expect(result.base[row * width + c] == truth)
        }
      }
      #expect(shape.gather(fastest, bias: bias, uneven(9, into: 4)).bits == result.bits)
      for other in tables { #expect(shape.gather(other, bias: bias, [0..<9]).bits == result.bits) }
    }
  }

  @Test(arguments: Array(1...70) + [200])
  func scatterAddsInOrder(_ width: Int) {
    let shape = GatherCase(width: width)
    let x = randomFloats(9 * width, seed: 53)
    var truth = [Float](repeating: 0, count: shape.tableRows * width)
    for (row, places) in shape.places.enumerated() {
      for place in places { for c in 0..<width { truth[place * width + c] += x.base[row * width + c] } }
    }
    #expect(shape.scatter(fastest, [0..<8]).values == truth)
    #expect(shape.scatter(fastest, uneven(8, into: 3)).values == truth)
    for other in tables { #expect(shape.scatter(other, [0..<8]).values == truth) }
  }
}
