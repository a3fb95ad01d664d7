/// What the cells of each column add up to.
struct TallyCells {
  /// Missing cells of each column.
  private(set) var missing: [Int]
  /// Of each column, how often each value occurs; for grey values entry 1 is their sum, in row order.
  private(set) var sums: [[Double]]

  /// Counts the first `rows` rows; `sizes` are the numbers of values, at least 2 for bits.
  init(_ cells: FieldCells, rows: Int, sizes: [Int]) {
    missing = [Int](repeating: 0, count: sizes.count)
    sums = sizes.map { [Double](repeating: 0, count: $0) }
    switch cells.storage {
    case .bytes(let codes): unsafe count(codes.elements, rows) { $0 == .max }
    case .halfwords(let codes): unsafe count(codes.elements, rows) { $0 == .max }
    case .words(let codes): unsafe count(codes.elements, rows) { $0 < 0 }
    case .grey(let values): unsafe add(values.elements, rows)
    }
  }

  private mutating func count<Code: FixedWidthInteger>(
    _ codes: UnsafeBufferPointer<Code>, _ rows: Int, isMissing: (Code) -> Bool
  ) {
    // Counts of all columns side by side, each column's missing cells last.
    var starts: [Int] = []
    var next = 0
    for sum in sums {
      starts.append(next)
      next += sum.count + 1
    }
    var counts = [Int](repeating: 0, count: next)
    let width = sums.count
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      unsafe starts.withUnsafeBufferPointer { starts in
        for row in 0..<rows {
          for column in 0..<width {
            let code = unsafe codes[row * width + column]
            let end = unsafe column + 1 < width ? starts[column + 1] : counts.count
            unsafe counts[isMissing(code) ? end - 1 : starts[column] + Int(code)] += 1
          }
        }
      }
    }
    for column in 0..<width {
      for value in sums[column].indices { sums[column][value] = Double(counts[starts[column] + value]) }
      missing[column] = counts[starts[column] + sums[column].count]
    }
  }

  private mutating func add(_ values: UnsafeBufferPointer<Float>, _ rows: Int) {
    var total = [Double](repeating: 0, count: sums.count)
    let width = sums.count
    for row in 0..<rows {
      for column in 0..<width {
        let value = unsafe values[row * width + column]
        if value.isNaN { missing[column] += 1 } else { total[column] += Double(value) }
      }
    }
    for column in 0..<width {
      sums[column][1] = total[column]
      sums[column][0] = Double(rows - missing[column]) - total[column]
    }
  }
}
