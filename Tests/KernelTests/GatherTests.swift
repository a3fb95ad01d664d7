import KernelInterface
import Testing

/// Rows of a table chosen by columns of indices; all matrices have gaps between their rows.
struct GatherCase: CustomStringConvertible {
  var rows = 9
  var width: Int
  /// Values of each column of indices.
  var categories = [4, 2, 3]
  /// The first value of each that has a table row; the second column is two-valued without a row for 0.
  var first = [0, 1, 0]
  /// All columns choose among the same rows, so that one may be chosen twice by one row.
  var sharesRows = false

  var description: String { "\(rows)x\(categories)x\(width)" }
  private var count: Int { categories.count }
  private var pitch: Int { width + 3 }
  private var indexPitch: Int { count + 2 }

  private var tableRow: [Int] {
    var next = 1
    return (0..<count).map { d in
      defer { if !sharesRows { next += categories[d] - first[d] } }
      return next
    }
  }

  /// One row before all columns' own rows and one after them.
  var tableRows: Int { (0..<count).map { tableRow[$0] + categories[$0] - first[$0] + 1 }.max() ?? 0 }

  /// Some cells are missing, which is -1; what lies between the rows is no index.
  private var index: Floats {
    var numbers = TestNumbers(seed: 51)
    return Floats(count: rows * indexPitch) {
      let d = $0 % indexPitch
      return d >= count ? .nan : numbers.index(20) == 0 ? -1 : Float(numbers.index(categories[d]))
    }
  }

  /// Table rows that each row chooses, in order.
  private var places: [[Int]] {
    let (index, tableRow) = (index, tableRow)
    return (0..<rows).map { row in
      (0..<count).compactMap { d in
        let value = Int(index.base[row * indexPitch + d])
        return value < first[d] ? nil : tableRow[d] + value - first[d]
      }
    }
  }

  private func run(
    _ kernel: (GatherRows, Range<Int>) -> Void, _ ranges: [Range<Int>], outputRows: Int, _ input: Floats, bias: Floats?
  ) -> [UInt32] {
    let (index, output) = (index, Floats(count: outputRows * pitch) { _ in -77 })
    let (starts, firsts) = (Integers(tableRow.map { Int32($0) }), Integers(first.map { Int32($0) }))
    let arguments = GatherRows(
      output: output.base, outputRowStride: pitch, index: index.base, indexRowStride: indexPitch, count: count,
      input: input.base, inputRowStride: pitch, width: width, tableRow: starts.base, first: firsts.base, rows: rows,
      bias: bias.map { UnsafePointer($0.base) })
    for range in ranges { kernel(arguments, range) }
    #expect(output.isGuardIntact)
    return output.values.map(\.bitPattern)
  }

  /// Expects the bits of sums in order, from every table and however the rows are cut.
  func checkGather(_ table: Floats, bias: Floats? = nil) {
    var truth = [Float](repeating: -77, count: rows * pitch)
    for (row, places) in places.enumerated() {
      for c in 0..<width {
        truth[row * pitch + c] = places.reduce(bias?.base[c] ?? 0) { $0 + table.base[$1 * pitch + c] }
      }
    }
    let bits = truth.map(\.bitPattern)
    for kernels in tables {
      for parts in [1, 4] {
        let result = run(kernels.gatherSum, uneven(rows, into: parts), outputRows: rows, table, bias: bias)
        #expect(result == bits, "\(kernels.name), \(parts) parts")
      }
    }
  }

  /// Expects the bits of sums in order of x's rows, from every table and however the table's rows are cut.
  func checkScatter(_ x: Floats) {
    var truth = [Float](repeating: -77, count: tableRows * pitch)
    for row in 0..<tableRows { for c in 0..<width { truth[row * pitch + c] = 0 } }
    for (row, places) in places.enumerated() {
      for place in places { for c in 0..<width { truth[place * pitch + c] += x.base[row * pitch + c] } }
    }
    let bits = truth.map(\.bitPattern)
    for kernels in tables {
      for parts in [1, 3] {
        let result = run(kernels.scatterSum, uneven(tableRows, into: parts), outputRows: tableRows, x, bias: nil)
        #expect(result == bits, "\(kernels.name), \(parts) parts")
      }
    }
  }

  /// Expects both kernels to be right for ordinary numbers.
  func check() {
    checkGather(randomFloats(tableRows * pitch, seed: 52))
    checkScatter(randomFloats(rows * pitch, seed: 53))
  }

  /// The numbers of `check` with a NaN that says where it is from in every row, in another column each; and some -0.
  func checkSpecialValues() {
    for isGather in [true, false] {
      let count = isGather ? tableRows : rows
      let numbers = randomFloats(count * pitch, seed: 54)
      for i in 0..<count * pitch where i % 3 == 0 { numbers.base[i] = -0.0 }
      // One in a column of the result at most: which of two NaNs a sum keeps is up to the processor.
      for i in 0..<min(count, width) { numbers.base[i * pitch + i] = Float(bitPattern: 0x7FC0_0100 + UInt32(i)) }
      if isGather { checkGather(numbers) } else { checkScatter(numbers) }
    }
  }
}

@Suite struct GatherTests {
  /// Every width of a panel, one or several panels, and widths beyond the widest strip.
  static let widths = Array(1...70) + [90, 100, 112, 120, 128, 129, 144, 200, 512, 513, 527, 528, 1040]

  @Test(arguments: widths)
  func everyWidth(_ width: Int) {
    let shape = GatherCase(width: width)
    shape.check()
    shape.checkGather(randomFloats(shape.tableRows * (width + 3), seed: 52), bias: randomFloats(width, seed: 55))
    shape.checkSpecialValues()
  }

  /// Columns of indices from one to more than are listed at once.
  @Test(arguments: [1, 2, 4, 5, 15, 16, 17, 23, 40, 256, 257, 300])
  func everyCount(_ count: Int) {
    for width in [7, 40] {
      var shape = GatherCase(
        rows: 19, width: width, categories: (0..<count).map { 2 + $0 % 3 },
        first: (0..<count).map { $0 % 20 == 1 ? 1 : 0 })
      shape.check()
      shape.checkSpecialValues()
      shape.sharesRows = true
      shape.check()
    }
  }

  /// Rows from one to several sets of 64.
  @Test(arguments: [0, 1, 2, 7, 16, 17, 63, 64, 65, 127, 128, 200])
  func everyNumberOfRows(_ rows: Int) {
    for width in [1, 2, 5, 9, 100] {
      GatherCase(rows: rows, width: width).check()
      GatherCase(rows: rows, width: width, categories: [1], first: [0]).check()
    }
  }

  /// Columns with few table rows, which are found first, beside others with many.
  @Test(arguments: [
    [8, 8, 8, 8, 8], [33, 32, 31, 2], [32, 32, 32, 32, 32], [2, 100, 5, 90, 90, 1, 40], [700], [300, 2],
  ])
  func everyKindOfColumn(_ categories: [Int]) {
    for (rows, width) in [(150, 3), (150, 40), (70, 130)] {
      var shape = GatherCase(rows: rows, width: width, categories: categories, first: categories.map { _ in 0 })
      shape.check()
      shape.first = categories.map { $0 == 2 ? 1 : 0 }
      shape.check()
    }
  }
}
