/// The elements an operand covers: those at `offset` + a multiple of each stride below its count.
struct ElementSet {
  let region: Region
  let offset: Int
  let pitch: Int
  /// Dimensions of more than one element, by growing stride.
  let dimensions: [(count: Int, stride: Int)]

  init(_ location: Location, _ dimensions: [(count: Int, stride: Int)]) {
    (region, offset, pitch) = (location.region, location.offset, location.pitch)
    self.dimensions = dimensions.filter { $0.count > 1 }.sorted { $0.stride < $1.stride }
  }

  /// Elements from the first to the last.
  var span: Int { Self.span(dimensions) }

  /// Whether no two points of the nest are one element: each dimension steps over all that the smaller strides reach.
  var isInjective: Bool {
    dimensions.indices.allSatisfy { dimensions[$0].stride >= Self.span(dimensions[..<$0]) }
  }

  /// Columns it takes of a matrix with rows of `pitch`.
  private var width: Int { Self.span(dimensions.filter { $0.stride % max(pitch, 1) != 0 }) }

  /// Whether it shares no element with `other`, as far as intervals and columns tell.
  func isApart(from other: ElementSet) -> Bool {
    if region != other.region || offset + span <= other.offset || other.offset + other.span <= offset { return true }
    guard pitch > 0, pitch == other.pitch else { return false }
    let distance = other.offset - offset
    let column = ((distance % pitch) + pitch) % pitch
    return width <= column && column + other.width <= pitch
  }

  static func span(_ dimensions: some Collection<(count: Int, stride: Int)>) -> Int {
    dimensions.reduce(1) { $0 + ($1.count - 1) * $1.stride }
  }
}

extension Instruction {
  /// What is wrong with the elements it writes at `rows` rows; nil if each is written once and none is read.
  func flawOfWrites(rows: Int) -> String? {
    guard let target = elements(ofOperand: 0, rows: rows) else { return nil }
    if !target.isInjective { return "writes an element twice" }
    for operand in inputs.indices {
      if let read = elements(ofOperand: operand + 1, rows: rows), !target.isApart(from: read) {
        return "reads in operand \(operand + 1) what it writes"
      }
    }
    return nil
  }

  /// What an operand (0 is the output) covers at `rows` rows; nil for nothing.
  func elements(ofOperand operand: Int, rows: Int) -> ElementSet? {
    let reach = reach(ofOperand: operand, rows: rows) ?? 0
    if reach == 0 { return nil }
    if operand == 0 { return ElementSet(output, written(rows: rows)) }
    return ElementSet(inputs[operand - 1], read(operand: operand, rows: rows) ?? [(reach, 1)])
  }

  /// Counts and strides of the elements it writes.
  private func written(rows: Int) -> [(count: Int, stride: Int)] {
    switch kernel {
    case .matrixProduct(let m, let columns, _, _, _, _), .sparseProduct(let m, let columns, _, _, _):
      return [(m.count(rows: rows), output.pitch), (columns, 1)]
    case .elementwise(_, let extents, let strides):
      return zip(extents, strides[0]).map { ($0.count(rows: rows), $1) }
    case .reduce(let reduction):
      return zip(reduction.keptExtents, reduction.keptOutputStrides).map { ($0.count(rows: rows), $1) }
    case .segmented(let kernel, let extent, let offsets, _, _):
      let isWide = kernel == .logSoftmax || kernel == .logSoftmaxGradient || kernel == .unpick
      return [(extent.count(rows: rows), output.pitch), (isWide ? offsets.last ?? 0 : offsets.count - 1, 1)]
    case .gatherSum(let extent, let width, _, _): return [(extent.count(rows: rows), output.pitch), (width, 1)]
    case .scatterSum(_, let width, let tableRows, _, _): return [(tableRows, output.pitch), (width, 1)]
    case .uniform(_, let extent, _, let columns, _): return [(extent.count(rows: rows), output.pitch), (columns, 1)]
    }
  }

  /// Counts and strides of the elements an operand reads, where a nest says it; nil elsewhere.
  private func read(operand: Int, rows: Int) -> [(count: Int, stride: Int)]? {
    let pitch = inputs[operand - 1].pitch
    switch kernel {
    case .elementwise(_, let extents, let strides):
      return zip(extents, strides[operand]).map { ($0.count(rows: rows), $1) }
    case .reduce(let reduction):
      return zip(
        reduction.keptExtents + reduction.reducedExtents, reduction.keptInputStrides + reduction.reducedInputStrides
      ).map { ($0.count(rows: rows), $1) }
    case .matrixProduct(let m, _, let depth, let transposesA, _, _) where operand == 1:
      return block(m.count(rows: rows), depth.count(rows: rows), pitch, isTransposed: transposesA)
    case .matrixProduct(_, let columns, let depth, _, let transposesB, _) where operand == 2:
      return block(depth.count(rows: rows), columns, pitch, isTransposed: transposesB)
    case .segmented(let kernel, let extent, let offsets, let inputRows, _) where operand == 1:
      let count = extent.count(rows: rows)
      let width = kernel == .unpick ? offsets.count - 1 : offsets.last ?? 0
      return [
        ((count + inputRows.divisor - 1) / inputRows.divisor, inputRows.outer),
        (min(count, inputRows.divisor), inputRows.inner), (width, 1),
      ]
    default: return nil
    }
  }

  private func block(_ rows: Int, _ columns: Int, _ pitch: Int, isTransposed: Bool) -> [(count: Int, stride: Int)] {
    isTransposed ? [(columns, pitch), (rows, 1)] : [(rows, pitch), (columns, 1)]
  }
}
