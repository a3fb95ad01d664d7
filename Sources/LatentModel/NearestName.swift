/// Guesses which known name was meant.
enum NearestName {
  /// The known name with the fewest edits, if these are at most a third of its letters (at least one, and one edit is
  /// always near enough for names of two letters and more).
  static func of(_ name: String, among known: [String]) -> String? {
    let near = known.map {
      ($0, distance(Array(name.lowercased().unicodeScalars), Array($0.lowercased().unicodeScalars)))
    }
    .filter { $0.1 <= max(1, $0.0.unicodeScalars.count / 3) && $0.1 < $0.0.unicodeScalars.count }
    return near.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  /// Insertions, deletions, replacements and swaps of neighbours (Damerau-Levenshtein, restricted).
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if abs(a.count - b.count) > 8 || a.count > 100 { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
