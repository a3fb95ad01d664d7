import Datasets
import Diagnostics

/// Many small images side by side on one picture.
package struct ImageSheet {
  private let shape: ImageShape
  private let scale: Int
  private let columns: Int
  private let gap = 2
  private let background: UInt8 = 96
  private var cells: [[Float]] = []

  /// A sheet for images of `shape` in rows of `columns`. Small images are enlarged to at least 32 pixels.
  package init(shape: ImageShape, columns: Int) {
    self.shape = shape
    self.columns = max(1, columns)
    scale = max(1, 32 / max(1, min(shape.height, shape.width)))
  }

  /// Adds an image: values from 0 to 1, row-major, 1 is white. nil leaves the place empty.
  package mutating func append(_ image: [Float]?) { cells.append(image ?? []) }

  /// The picture.
  package func picture() throws -> PNGImage {
    let rows = (cells.count + columns - 1) / columns
    let (cellWidth, cellHeight) = (shape.width * scale + gap, shape.height * scale + gap)
    let (width, wide) = cellWidth.multipliedReportingOverflow(by: columns)
    let (height, high) = cellHeight.multipliedReportingOverflow(by: max(1, rows))
    guard !wide, !high else { throw MachineFailure("a sheet of \(cells.count) images is too large for a picture") }
    var picture = try PNGImage(width: width + gap, height: height + gap, grey: background)
    for (place, image) in cells.enumerated() where image.count == shape.width * shape.height {
      let (left, top) = (place % columns * cellWidth + gap, place / columns * cellHeight + gap)
      for y in 0..<shape.height * scale {
        for x in 0..<shape.width * scale {
          let value = image[y / scale * shape.width + x / scale]
          picture.pixels[(top + y) * picture.width + left + x] = Self.grey(value)
        }
      }
    }
    return picture
  }

  private static func grey(_ value: Float) -> UInt8 {
    value > 0 ? UInt8((min(value, 1) * 255).rounded()) : 0
  }
}

extension FieldFacts {
  /// The image that a row of this field is: as its file says, else a square when the columns make one.
  package var image: ImageShape? {
    guard case .binary = kind else { return nil }
    if let imageShape { return imageShape.height * imageShape.width == columns.count ? imageShape : nil }
    let side = Int(Double(columns.count).squareRoot().rounded())
    return side >= 4 && side * side == columns.count ? ImageShape(height: side, width: side) : nil
  }
}
