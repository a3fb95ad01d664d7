/// The values of one categorical column and what they take in.
struct ValueList {
  /// The value that stands for rare and unseen ones.
  static let other = "other"
  /// The value of a 0/1 group without a one.
  static let none = "none"

  private(set) var values: [String]
  private(set) var otherIndex: Int?
  private(set) var rareValues: [String] = []

  /// From the cells of train. Order: as written, else numeric if all values are numbers, else by bytes. Values rarer
  /// than `minimumCount` become `other`, which comes last unless the data have a value of that name.
  init(_ cells: CategoryCells, rule: CategoryRule) {
    var countOfText = [Int](repeating: 0, count: cells.texts.count)
    for id in cells.ids { countOfText[Int(id)] += 1 }
    var counts: [[UInt8]: Int] = [:]
    for (text, count) in zip(cells.texts, countOfText) { if let text { counts[text, default: 0] += count } }
    let isRare = { (text: [UInt8]) in
      (counts[text] ?? 0) < rule.minimumCount && !text.elementsEqual(Self.other.utf8)
    }
    let all = rule.values?.map { Array($0.utf8) } ?? Self.ordered(Array(counts.keys))
    values = all.filter { !isRare($0) }.map(Self.string)
    rareValues = all.filter(isRare).sorted { $0.lexicographicallyPrecedes($1) }.map(Self.string)
    if rareValues.isEmpty && !rule.acceptsUnseen { return }
    if let index = values.firstIndex(where: { $0.utf8.elementsEqual(Self.other.utf8) }) {
      otherIndex = index
    } else {
      otherIndex = values.count
      values.append(Self.other)
    }
  }

  /// Numeric order if all are numbers (equal numbers by bytes), else by bytes.
  static func ordered(_ texts: [[UInt8]]) -> [[UInt8]] {
    let numbers = texts.map { readNumber($0) }
    if numbers.contains(where: { $0 == nil }) { return texts.sorted { $0.lexicographicallyPrecedes($1) } }
    return zip(texts, numbers.map { $0 ?? 0 })
      .sorted { $0.1 == $1.1 ? $0.0.lexicographicallyPrecedes($1.0) : $0.1 < $1.1 }
      .map(\.0)
  }

  private static func string(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self) }
}
