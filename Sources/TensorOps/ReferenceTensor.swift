/// A tensor in Double, dense and row-major: what an operation means, without layout, tiles or lanes.
package struct ReferenceTensor: Sendable {
  package var shape: Shape
  package var values: [Double]

  package init(shape: Shape, values: [Double]) {
    self.shape = shape
    self.values = values
  }

  package init(shape: Shape, repeating value: Double) {
    self.init(shape: shape, values: Array(repeating: value, count: shape.elementCount))
  }

  /// The element at the index of `outer`'s axes, for every element of `outer` in order (broadcasting).
  package func positions(in outer: Shape) -> [Int] {
    let strides = shape.strides(pitch: shape.columnCount)
    let axes = outer.axes
    let steps = axes.map { strides[$0] ?? 0 }
    var result: [Int] = []
    result.reserveCapacity(outer.elementCount)
    var counter = Array(repeating: 0, count: axes.count)
    var position = 0
    for _ in 0..<outer.elementCount {
      result.append(position)
      var digit = axes.count - 1
      while digit >= 0 {
        counter[digit] += 1
        position += steps[digit]
        if counter[digit] < axes[digit].size { break }
        position -= steps[digit] * axes[digit].size
        counter[digit] = 0
        digit -= 1
      }
    }
    return result
  }

  /// Row `row`'s values of a shape whose rows are broadcast to `outer`'s rows.
  package func rowStarts(in outer: Shape) -> [Int] {
    ReferenceTensor(shape: Shape(rows: shape.rows), values: []).positions(in: Shape(rows: outer.rows))
      .map { $0 * shape.columnCount }
  }
}
