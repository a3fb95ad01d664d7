/// The known name that was probably meant: the same but for case, `-`, `_` and blanks, else the one with the fewest
/// slips, at most a third of its letters.
///
/// A slip is one scalar left out, put in or replaced, or two neighbours swapped (restricted Damerau-Levenshtein).
/// Ties go to the first in `known`. nil when nothing is near.
package func nearestName(to name: String, among known: [String]) -> String? {
  let written = plainForm(name)
  // Longer than any name worth comparing; also bounds the work.
  guard written.count <= 64 else { return nil }
  var best: (name: String, slips: Int)?
  for candidate in known {
    let form = plainForm(candidate)
    let allowed = max(1, form.count / 3)
    guard abs(form.count - written.count) <= allowed, form.count > 1 || written.isEmpty || form == written else {
      continue
    }
    let slips = slips(written, form)
    if slips <= allowed, slips < best?.slips ?? Int.max { best = (candidate, slips) }
  }
  return best?.name
}

/// Lower case, with one sign for what people confuse.
private func plainForm(_ name: String) -> [Unicode.Scalar] {
  name.lowercased().unicodeScalars.map { $0 == "-" || $0 == " " ? "_" : $0 }
}

private func slips(_ written: [Unicode.Scalar], _ known: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...known.count)
  for (row, letter) in written.enumerated() {
    var current = [row + 1]
    for (column, other) in known.enumerated() {
      var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
      if row > 0, column > 0, letter == known[column - 1], written[row - 1] == other {
        best = min(best, beforeLast[column - 1] + 1)
      }
      current.append(best)
    }
    (beforeLast, last) = (last, current)
  }
  return last[known.count]
}
