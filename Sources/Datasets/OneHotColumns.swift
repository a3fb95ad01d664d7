import ModelSpec

/// Why groups do not cover the columns of a field.
struct OneHotReason: Error {
  var message: String
}

extension OneHotGroups {
  /// The columns of each group of a field with `count` columns; each column is in exactly one group.
  func columns(of count: Int) -> Result<[[Int]], OneHotReason> {
    let groups: [[Int]]
    switch self {
    case .uniform(let width):
      guard width > 0, count % width == 0 else {
        return .failure(OneHotReason(message: "\(count) columns are not groups of \(width)"))
      }
      groups = stride(from: 0, to: count, by: width).map { Array($0..<($0 + width)) }
    case .widths(let widths):
      var total = 0
      for width in widths {
        let (sum, overflow) = total.addingReportingOverflow(width)
        if width < 1 || overflow { return .failure(OneHotReason(message: "a group of \(width) columns")) }
        total = sum
      }
      guard total == count else {
        return .failure(OneHotReason(message: "the widths add up to \(total), the field has \(count) columns"))
      }
      var start = 0
      groups = widths.map { width in
        defer { start += width }
        return Array(start..<(start + width))
      }
    case .columns(let columns): groups = columns
    }
    var seen: Set<Int> = []
    for column in groups.joined() {
      if column < 0 || column >= count {
        return .failure(OneHotReason(message: "column \(column) is not one of the field's \(count) columns (from 0)"))
      }
      if !seen.insert(column).inserted { return .failure(OneHotReason(message: "column \(column) is in two groups")) }
    }
    if groups.contains(where: \.isEmpty) { return .failure(OneHotReason(message: "a group without columns")) }
    if let column = (0..<count).first(where: { !seen.contains($0) }) {
      return .failure(OneHotReason(message: "column \(column) of the field is in no group"))
    }
    return .success(groups)
  }
}
