import Diagnostics
import ModelSpec

/// Reads cells as bits or grey values by the rule of a binary field.
struct BinaryCells {
  /// What a cell is.
  enum Cell {
    case missing
    /// 0, 1, or under a grey rule anything between.
    case value(Float)
    case notANumber
    /// Neither 0 nor 1 where there is no rule, or outside 0 to 1 under a grey rule.
    case grey

    /// The cell as one number: its value, NaN for missing, or one below 0 for what is wrong.
    var code: Float {
      switch self {
      case .missing: .nan
      case .value(let value): value
      case .grey: -1
      case .notANumber: -2
      }
    }

    /// The cell that `code` stands for.
    init(code: Float) {
      self = code.isNaN ? .missing : code >= 0 ? .value(code) : code == -1 ? .grey : .notANumber
    }
  }

  private let table: SourceTable
  private let missing: MissingCells
  private let scale: Double
  private let binarization: Binarization?
  /// Of each distinct text while they are few, or of each byte; empty where every cell is read by itself.
  private let lookup: [Float]
  /// Most distinct texts that are read ahead: fields may be many, and each has a rule of its own.
  private static let lookupLimit = 4096

  init(_ table: SourceTable, missing: MissingCells, scale: Double, binarization: Binarization?) {
    self.table = table
    self.missing = missing
    self.scale = scale
    self.binarization = binarization
    let rule = (scale, binarization)
    switch table.cells {
    case .texts(let texts):
      lookup =
        texts.textCount > Self.lookupLimit
        ? [] : (0..<texts.textCount).map { Self.cell(ofText: $0, texts, missing, rule).code }
    case .numbers(let array) where array.element.size == 1:
      lookup = (0..<256).map { Self.cell(UInt64($0), array, missing, rule).code }
    case .numbers: lookup = []
    }
  }

  /// One cell.
  func cell(row: Int, column: Int) -> Cell { Cell(code: code(row: row, column: column)) }

  /// The codes of a row's cells at `columns`, `columns.count` of them.
  func readCodes(row: Int, columns: UnsafeBufferPointer<Int>, into output: UnsafeMutablePointer<Float>) {
    if lookup.isEmpty {
      for index in 0..<columns.count { unsafe output[index] = code(row: row, column: columns[index]) }
      return
    }
    unsafe lookup.withUnsafeBufferPointer { lookup in
      switch table.cells {
      case .texts(let texts):
        let cells = unsafe texts.cells(ofRow: row)
        for index in 0..<columns.count { unsafe output[index] = unsafe lookup[Int(cells[columns[index]])] }
      case .numbers(let array):
        for index in 0..<columns.count {
          unsafe output[index] = unsafe lookup[Int(array.bits(row: row, column: columns[index]))]
        }
      }
    }
  }

  private func code(row: Int, column: Int) -> Float {
    switch table.cells {
    case .texts(let texts):
      let text = texts.text(row: row, column: column)
      return lookup.isEmpty ? Self.cell(ofText: text, texts, missing, (scale, binarization)).code : lookup[text]
    case .numbers(let array):
      let bits = array.bits(row: row, column: column)
      return lookup.isEmpty ? Self.cell(bits, array, missing, (scale, binarization)).code : lookup[Int(bits)]
    }
  }

  private static func cell(
    ofText text: Int, _ texts: TextTable, _ missing: MissingCells, _ rule: (scale: Double, Binarization?)
  ) -> Cell {
    let bytes = unsafe texts.bytes(ofText: text)
    if unsafe !texts.isQuoted(text: text) && missing.contains(bytes) { return .missing }
    return unsafe readNumber(bytes).map { cell($0, rule) } ?? .notANumber
  }

  private static func cell(
    _ bits: UInt64, _ array: NumberArray, _ missing: MissingCells, _ rule: (scale: Double, Binarization?)
  ) -> Cell {
    let value = array.number(bits)
    if missing.contains(number: value) { return .missing }
    return value.isFinite ? cell(value, rule) : .notANumber
  }

  private static func cell(_ number: Double, _ rule: (scale: Double, binarization: Binarization?)) -> Cell {
    let value = number / rule.scale
    switch rule.binarization {
    case nil: return value == 0 || value == 1 ? .value(Float(value)) : .grey
    case .threshold(let threshold): return .value(value >= threshold ? 1 : 0)
    case .static, .dynamic, .soft: return value >= 0 && value <= 1 ? .value(Float(value)) : .grey
    }
  }
}
