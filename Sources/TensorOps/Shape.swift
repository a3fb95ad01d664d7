/// Rows x columns, each a product of axes, stored row-major: the last column axis is contiguous.
package struct Shape: Hashable, Sendable, CustomStringConvertible {
  package var rows: [Axis]
  package var columns: [Axis]

  package init(rows: [Axis] = [], columns: [Axis] = []) {
    self.rows = rows
    self.columns = columns
  }

  /// A single number.
  package static let scalar = Shape()

  /// All axes, outermost first.
  package var axes: [Axis] { rows + columns }
  /// Rows at full batch capacity.
  package var rowCount: Int { rows.reduce(1) { $0 * $1.size } }
  /// Columns.
  package var columnCount: Int { columns.reduce(1) { $0 * $1.size } }
  /// Elements at full batch capacity.
  package var elementCount: Int { rowCount * columnCount }
  /// The batch axis, if this tensor has one.
  package var batch: Axis? { rows.first { $0.role == .batch } }

  package func contains(_ axis: Axis) -> Bool { rows.contains(axis) || columns.contains(axis) }

  /// Same axes in any arrangement.
  package func hasSameAxes(as other: Shape) -> Bool { Set(axes) == Set(other.axes) }

  /// The stride of every axis in elements, for rows `pitch` elements apart.
  package func strides(pitch: Int) -> Strides { Strides(self, pitch: pitch) }

  /// Elements from one index of an axis to the next, by axis.
  package struct Strides {
    /// By the identity of axes, which are few: a search is faster than a hash.
    private var entries: [(id: Int, stride: Int)] = []

    fileprivate init(_ shape: Shape, pitch: Int) {
      entries.reserveCapacity(shape.rows.count + shape.columns.count)
      var stride = 1
      for axis in shape.columns.reversed() {
        entries.append((axis.id, stride))
        stride *= axis.size
      }
      stride = pitch
      for axis in shape.rows.reversed() {
        entries.append((axis.id, stride))
        stride *= axis.size
      }
    }

    /// nil for an axis that the shape lacks.
    package subscript(axis: Axis) -> Int? { entries.first { $0.id == axis.id }?.stride }
  }

  /// The shape operands broadcast to: the union of their axes. An axis is a row axis where any operand has it in its
  /// rows. Rows are ordered batch, sample, value, feature and by identity; columns by first appearance.
  package static func broadcast(_ shapes: [Shape]) -> Shape {
    var rows: [Axis] = []
    for shape in shapes {
      for axis in shape.rows where !rows.contains(axis) { rows.append(axis) }
    }
    var columns: [Axis] = []
    for shape in shapes {
      for axis in shape.columns where !rows.contains(axis) && !columns.contains(axis) { columns.append(axis) }
    }
    if let fixed = shapes.first(where: { $0.rows.count == rows.count }) {
      rows = fixed.rows
    } else {
      rows.sort(by: rowOrder)
    }
    return Shape(rows: rows, columns: columns)
  }

  /// The canonical order of row axes.
  package static func rowOrder(_ left: Axis, _ right: Axis) -> Bool {
    (rank(left), left.id) < (rank(right), right.id)
  }

  private static func rank(_ axis: Axis) -> Int {
    switch axis.role {
    case .batch: 0
    case .sample: 1
    case .value: 2
    case .feature: 3
    }
  }

  package var description: String {
    func side(_ axes: [Axis]) -> String { axes.isEmpty ? "1" : axes.map(\.description).joined(separator: " ") }
    return "[\(side(rows)) | \(side(columns))]"
  }

  /// What is wrong with this shape, or nil: repeated axes, a batch axis that is not outermost, an extent below 1.
  package var flaw: String? {
    let axes = axes
    for (place, axis) in axes.enumerated() where axes[..<place].contains(where: { $0.id == axis.id }) {
      return "an axis appears twice in \(self)"
    }
    if let place = axes.firstIndex(where: { $0.role == .batch }), place != 0 || rows.isEmpty {
      return "the batch axis is not outermost in \(self)"
    }
    if axes.contains(where: { $0.size < 1 }) { return "an axis of \(self) is empty" }
    return nil
  }
}
