import Datasets
import LatentModel

/// Counts of each row's most probable z beside its labels: for all variables together, and for every block when there
/// are several.
///
/// z is the joint maximum where q can be summed for few terms a row, else each variable's likeliest value given those
/// before it in q.
final class LikeliestCodes {
  private let context: EvaluationContext
  private let labels: [LabelColumn]
  private let pass: SplitPass
  private let blocks: [ResultColumns]

  /// A label's column, whose name is the field's, or `field.column` when the field has several.
  struct LabelColumn {
    var name: String
    var field: Int
    var column: Int
    /// Columns of the whole field.
    var width: Int
  }

  /// nil when the data has no label. `rowCount` is the largest split it will run over.
  init?(_ context: EvaluationContext, rowCount: Int) throws {
    self.context = context
    labels = Self.labelColumns(context.facts)
    if labels.isEmpty { return nil }
    let program = Self.isSummed(context.model) ? Program.encode(samples: 1, isExact: true) : .greedyMAP
    let pass = try SplitPass(program, context, rowCount: rowCount)
    self.pass = pass
    blocks = context.model.blocks.compactMap { ResultColumns("map.\($0.name)", of: pass.executor) }
  }

  /// Terms a row up to which the joint maximum is worth its price: all rows of train vote.
  private static let mostTerms = 4096.0

  private static func isSummed(_ model: Model) -> Bool {
    if case .exact = model.posterior { return true }
    return model.posteriorEliminationCost <= min(mostTerms, model.limits.enumeration.value)
  }

  /// `label_accuracy.<label>` and `nmi.<label>` of `split`; with several blocks also `label_accuracy.<label>.<block>`
  /// and `nmi.<label>.<block>`. Each code stands for the label it has most often on `voters`, or on `split` itself when
  /// there are no other rows to ask; a code that was never seen stands for the most frequent label.
  func figures(of split: Split, voters: Split?) throws -> Figures {
    let counts = try count(split)
    let votes = try voters.map { try count($0) } ?? counts
    var figures = Figures()
    for (index, label) in labels.enumerated() {
      for (place, suffix) in suffixes.enumerated() {
        let (own, other) = (counts[index][place], votes[index][place])
        figures["label_accuracy.\(label.name)\(suffix)"] = own.accuracy(votes: other)
        figures["nmi.\(label.name)\(suffix)"] = own.normalizedMutualInformation
      }
    }
    return figures
  }

  /// All variables, then each block.
  private var suffixes: [String] {
    context.model.blocks.count > 1 ? [""] + context.model.blocks.map { ".\($0.name)" } : [""]
  }

  /// One table a label and suffix. Rows whose label is missing are left out.
  private func count(_ split: Split) throws -> [[CodeCounts]] {
    var counts = labels.map { _ in suffixes.map { _ in CodeCounts() } }
    try pass.run(over: split) { rows in
      let values = labels.map { Self.values(of: $0, split, Int32(rows.lowerBound)..<Int32(rows.upperBound)) }
      for row in 0..<rows.count {
        let codes = codes(row)
        for index in labels.indices where values[index][row] >= 0 {
          for (place, code) in codes.enumerated() { counts[index][place].add(code, label: values[index][row]) }
        }
      }
    }
    return counts
  }

  private func codes(_ row: Int) -> [CodeCounts.Code] {
    var whole = CodeCounts.Code()
    var parts: [CodeCounts.Code] = []
    for block in blocks {
      var part = CodeCounts.Code()
      for column in 0..<block.columns {
        let value = Int(block[row, column])
        whole.append(value)
        part.append(value)
      }
      parts.append(part)
    }
    return suffixes.count == 1 ? [whole] : [whole] + parts
  }

  private static func labelColumns(_ facts: DataFacts) -> [LabelColumn] {
    facts.fields.enumerated().filter(\.element.isLabel).flatMap { index, field in
      field.columns.enumerated().map { column, facts in
        LabelColumn(
          name: field.columns.count == 1 ? field.name : "\(field.name).\(facts.name)", field: index, column: column,
          width: field.columns.count)
      }
    }
  }

  /// Indices of the label's values; -1 where missing.
  private static func values(of label: LabelColumn, _ split: Split, _ rows: Range<Int32>) -> [Int] {
    unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * label.width) { buffer in
      guard let base = buffer.baseAddress else { return [] }
      unsafe buffer.initialize(repeating: 0)
      unsafe Array(rows).withUnsafeBufferPointer {
        unsafe split.fillValues(field: label.field, rows: $0, into: base, rowStride: label.width, visit: 0)
      }
      return rows.indices.map { unsafe Int(base[Int($0 - rows.lowerBound) * label.width + label.column]) }
    }
  }
}
