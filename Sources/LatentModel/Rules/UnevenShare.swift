import Diagnostics
import ModelSpec

/// A share whose two sides do not divide evenly, or with nothing to deal it to.
///
///     latents: {a: {categories: 2, count: 3}, b: {categories: 2, count: 4, parents: [a.each]}}     # flagged: 3 over 4
///     latents: {a: {categories: 2, count: 2}, b: {categories: 2, count: 4, parents: [a.each]}}     # accepted: 2 each
enum UnevenShare {
  static let code: DiagnosticCode = "uneven-share"

  /// - Parameters:
  ///   - parts: how many `unit`s (`variable`, `column`) the reference deals out.
  static func finding(_ reference: Reference, parts: Int, _ unit: String, _ taker: Taker) -> Diagnostic {
    guard let takerUnit = taker.unit else {
      return .error(code, "`\(reference.text)` has nothing to be dealt to in `\(taker.name)`", at: reference.span)
        .help("write it under `decoder.fields.<field>.parents`, where each column gets its share")
    }
    let message =
      "`\(reference.text)` deals \(parts) \(unit)\(parts == 1 ? "" : "s") out over "
      + "the \(taker.count) \(takerUnit)\(taker.count == 1 ? "" : "s") of `\(taker.name)`: neither number divides the other"
    return .error(code, message, at: reference.span)
      .help("make one number a multiple of the other, or write `\(reference.name)`: everything for each")
  }

  static func wholeFieldsOnly(_ reference: Reference) -> Diagnostic {
    .error(code, "`\(reference.text)`: the encoder reads whole fields", at: reference.span)
      .help("write `\(reference.name)`, or `\(reference.text)` under a block's `posterior.inputs`")
  }
}
