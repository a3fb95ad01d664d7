import ExecutionPlan
import KernelInterface

/// An instruction's range of work cut into tiles, from sizes alone.
struct Tiling {
  var rows = 0
  var columns = 1
  var rowTile = 1
  var columnTile = 1

  /// Tiles in all.
  var count: Int { rowTiles * columnTiles }
  private var rowTiles: Int { (rows + rowTile - 1) / rowTile }
  private var columnTiles: Int { (columns + columnTile - 1) / columnTile }

  /// The rows and columns of one tile.
  func tile(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    let (row, column) = (index / columnTiles * rowTile, index % columnTiles * columnTile)
    return (row..<min(row + rowTile, rows), column..<min(column + columnTile, columns))
  }

  /// Cuts `count` items of `work` elements each into tiles of about `target` elements.
  static func chunks(_ count: Int, work: Int, target: Int) -> Tiling {
    let size = max(1, min(count, target / max(1, work)))
    return Tiling(rows: count, rowTile: max(1, size))
  }
}

extension BoundInstruction {
  /// Elements below which a tile is not worth another worker's attention.
  private static let elementsPerTile = 8192

  /// What the rows `range` of the batch make of an instruction that runs by rows.
  func part(ofRows range: Range<Int>) -> (rows: Range<Int>, columns: Range<Int>) {
    let factor = outer.factor
    switch self {
    case .matrixProduct(_, _, let columns, _), .sparseProduct(_, _, let columns, _):
      return (range.lowerBound * factor..<range.upperBound * factor, 0..<columns)
    default: return (range.lowerBound * factor..<range.upperBound * factor, 0..<1)
    }
  }

  /// The row of the batch that makes outermost index `index` of an instruction that runs by rows.
  func batchRow(of index: Int) -> Int { index / max(1, outer.factor) }

  /// The outermost count: what a tile is a range of.
  private var outer: Extent {
    switch self {
    case .matrixProduct(_, let m, _, _), .sparseProduct(_, let m, _, _): m
    case .elementwise(_, let outer, _, _), .reduce(_, let outer, _, _, _): outer
    case .segmented(_, _, let extent, _), .gatherSum(_, let extent), .scatterSum(_, let extent, _),
      .uniform(_, let extent):
      extent
    }
  }

  /// Tiles that may run in any order.
  func tiling(rows: Int) -> Tiling {
    switch self {
    case .matrixProduct(let arguments, let m, let columns, let depth):
      let lanesAreRows = arguments.aRowStride == 1 && columns <= KernelInterface.MatrixProduct.mostNarrowColumns
      return Self.productTiling(m.count(rows: rows), columns, depth.count(rows: rows), lanesAreRows: lanesAreRows)
    case .sparseProduct(_, let m, let columns, let depth):
      let work = columns * depth.count(rows: rows) / 4
      var tiling = Tiling.chunks(m.count(rows: rows), work: work, target: 8 * Self.elementsPerTile)
      // The longer a tile, the more its rows share; rows of a transposed operand are listed sixteen at a time.
      tiling.rowTile = max(tiling.rowTile, tiling.rows / 8)
      if tiling.rowTile > 16 { tiling.rowTile = (tiling.rowTile + 15) / 16 * 16 }
      tiling.columns = columns
      tiling.columnTile = max(1, columns)
      return tiling
    case .elementwise(_, let outer, let inner, _):
      return .chunks(outer.count(rows: rows), work: inner, target: Self.elementsPerTile)
    case .reduce(_, let outer, let work, let reduced, _):
      let isPerRow = reduced.contains(where: \.isPerRow)
      return .chunks(
        outer.count(rows: rows), work: work * (isPerRow ? rows : 1), target: 2 * Self.elementsPerTile)
    case .segmented(_, _, let extent, let width):
      return .chunks(extent.count(rows: rows), work: width, target: Self.elementsPerTile / 2)
    case .gatherSum(let arguments, let extent):
      return .chunks(
        extent.count(rows: rows), work: arguments.width * arguments.count, target: 2 * Self.elementsPerTile)
    case .scatterSum(let arguments, let extent, let tableRows):
      let work = extent.count(rows: rows) * arguments.count * arguments.width
      return .chunks(tableRows, work: work / max(1, tableRows), target: max(2 * Self.elementsPerTile, work / 4))
    case .uniform(let arguments, let extent):
      return .chunks(extent.count(rows: rows), work: arguments.columns, target: Self.elementsPerTile / 2)
    }
  }

  /// Rows of a product are cut first, as rows of all other instructions are, so that a worker finds what it wrote
  /// before; then columns, so that a worker that is late leaves some to the other.
  private static func productTiling(_ m: Int, _ n: Int, _ k: Int, lanesAreRows: Bool) -> Tiling {
    if m * n * k < 65_536 { return Tiling(rows: m, columns: n, rowTile: max(1, m), columnTile: max(1, n)) }
    let parts = max(2, (m + 191) / 192)
    let unit = lanesAreRows ? 16 : m >= 384 ? 24 : 6
    let rowTile = max(24, (m / parts + unit - 1) / unit * unit)
    let columnTile = n <= 64 ? n : n <= 256 ? 64 : 128
    return Tiling(rows: m, columns: n, rowTile: rowTile, columnTile: columnTile)
  }

  /// Writes the counts that depend on the rows of the batch.
  func resize(rows: Int) {
    switch self {
    case .elementwise(_, let outer, _, let extents): unsafe extents[0] = outer.count(rows: rows)
    case .reduce(_, _, _, let reduced, let counts):
      for (index, extent) in reduced.enumerated() { unsafe counts[index] = extent.count(rows: rows) }
    default: break
    }
  }
}
