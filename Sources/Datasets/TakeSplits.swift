import DeterministicMath
import Diagnostics
import ModelSpec

/// Rows of the train file that valid and test take out of it.
///
/// valid takes first; test takes from what is left. A row is in a `fraction` if a hash of its number and `data.seed`
/// (Philox, stream `data.split`) is below the threshold, which for test is scaled so that the fraction is one of the
/// whole file. `first` and `last` of test count among the rows left; `every` counts rows of the file from 0.
struct TakeSplits {
  private(set) var train: [Int32]
  private(set) var valid: [Int32]?
  private(set) var test: [Int32]?
  private(set) var findings: [Diagnostic] = []

  init(rowCount: Int, section: DataSection) {
    let random = Philox4x32(key: StreamKey(seed: section.seed.value, stream: "data.split"))
    train = (0..<rowCount).map { Int32(truncatingIfNeeded: $0) }
    var validFraction = 0.0
    if case .fraction(let fraction) = section.valid { validFraction = fraction.value }
    valid = take(section.valid, name: "valid", rowCount: rowCount) { row in
      random.fineUniform(Int(row)) < validFraction
    }
    // Rows that a valid fraction left have hashes from that fraction up.
    var border = validFraction
    if case .fraction(let fraction) = section.test {
      let whole = validFraction == 0 && !train.isEmpty ? Double(rowCount) / Double(train.count) : 1
      border += fraction.value * whole
      if border >= 1 {
        findings.append(
          .error("overlapping-splits", "these rows and those of valid leave none for train", at: fraction.span))
        return
      }
    }
    test = take(section.test, name: "test", rowCount: rowCount) { random.fineUniform(Int($0)) < border }
    if train.isEmpty && findings.isEmpty {
      findings.append(.error("empty-split", "valid and test leave no row for train", at: section.span))
    }
  }

  private mutating func take(
    _ rule: SplitRule?, name: String, rowCount: Int, isInFraction: @escaping (Int32) -> Bool
  ) -> [Int32]? {
    let taken: (Int32) -> Bool
    let span: Span
    switch rule {
    case nil, .source: return nil
    case .fraction(let fraction):
      span = fraction.span
      guard fraction.value > 0, fraction.value < 1 else { return refuse("a fraction lies between 0 and 1", span) }
      taken = isInFraction
    case .first(let count), .last(let count):
      span = count.span
      guard count.value > 0, count.value < train.count else {
        return refuse("\(name) asks for \(count.value) of the \(train.count) rows there are", span)
      }
      var isFirst = false
      if case .first = rule { isFirst = true }
      let border = isFirst ? train[count.value] : train[train.count - count.value]
      taken = { isFirst ? $0 < border : $0 >= border }
    case .every(let step, let offset):
      span = step.span
      guard step.value > 0, (0..<step.value).contains(offset.value) else {
        return refuse("`offset` lies from 0 to `every` - 1", offset.isWritten ? offset.span : span)
      }
      taken = { Int($0) % step.value == offset.value }
    }
    let result = train.filter(taken)
    if result.isEmpty { return refuse("no row of the \(rowCount) is in \(name)", span) }
    train = train.filter { !taken($0) }
    return result
  }

  private mutating func refuse(_ message: String, _ span: Span) -> [Int32]? {
    findings.append(.error("empty-split", message, at: span))
    return nil
  }
}
