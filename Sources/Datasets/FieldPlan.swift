import Diagnostics
import ModelSpec

/// A field whose columns are known, before any cell is encoded.
struct FieldPlan {
  /// What its cells mean.
  enum Rule {
    case binary(scale: Double, binarization: Binarization?)
    case categorical(CategoryRule)

    /// Whether columns of the file are read as one, so that cells are no longer where they are in an image.
    var isGrouped: Bool { if case .categorical(let rule) = self { rule.groups != nil } else { false } }
  }

  var name: String
  var span: Span
  var isLabel: Bool
  var rule: Rule
  var missing: MissingCells
  /// In the order of the field's columns.
  var sources: [ColumnSource]
  var imageShape: ImageShape?
}

/// How the value lists of a categorical field are made.
struct CategoryRule {
  /// Written values, in their order; nil: those of train.
  var values: [String]?
  /// Values rarer than this in train become `other`.
  var minimumCount = 0
  var acceptsUnseen = false
  /// Columns of each 0/1 group, counted inside the field; nil when every column stands for itself.
  var groups: [[Int]]?
}

/// Which cells are missing. A quoted cell never is.
struct MissingCells {
  private var words: Set<[UInt8]>
  private var numbers: Set<Double>
  private var holdsNaN: Bool

  /// `words` of the spec; nil is the default, the empty cell.
  init(_ words: [String]?) {
    self.words = Set((words ?? [""]).map { Array($0.utf8) })
    numbers = Set(self.words.compactMap { readNumber($0) })
    holdsNaN = (words ?? []).contains { $0.lowercased() == "nan" }
  }

  /// Whether an unquoted cell of a text table is missing.
  func contains(_ text: some Collection<UInt8>) -> Bool { words.contains(Array(text)) }

  /// Whether a number of an array is missing: by value, and NaN by the word `nan`.
  func contains(number: Double) -> Bool {
    number.isNaN ? holdsNaN : !numbers.isEmpty && numbers.contains(number)
  }
}

/// Where a column is in a source: table and column.
struct ColumnPlace: Hashable {
  var table: Int
  var column: Int
}
