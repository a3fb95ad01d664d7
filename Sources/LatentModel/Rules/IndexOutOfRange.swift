import Diagnostics
import ModelSpec

/// A number after the dot that the block or field does not reach.
///
///     latents: {a: {categories: 2, count: 3}, b: {categories: 2, parents: [a.3]}}     # flagged: a.0 to a.2
///     latents: {a: {categories: 2, count: 3}, b: {categories: 2, parents: [a.2]}}     # accepted
enum IndexOutOfRange {
  static let code: DiagnosticCode = "index-out-of-range"

  /// - Parameter unit: `variables` or `columns`, of which there are `count`.
  static func finding(_ reference: Reference, _ unit: String, _ count: Int) -> Diagnostic {
    let name = reference.name
    let offered = count == 1 ? "write `\(name)`" : "they are `\(name).0` to `\(name).\(count - 1)`"
    let has = count == 1 ? "one of its \(unit)" : "\(count) \(unit)"
    return .error(code, "`\(reference.text)`: `\(name)` has \(has), counted from 0", at: reference.span).help(offered)
  }
}

extension Reference {
  /// As written: `detail`, `detail.3`, `detail.each`.
  var text: String {
    switch part {
    case .whole: name
    case .variable(let index): "\(name).\(index)"
    case .each: "\(name).each"
    }
  }
}
