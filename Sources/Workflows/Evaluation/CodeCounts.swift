import DeterministicMath

/// How often each code goes with each label.
///
/// Codes are told apart by 128-bit fingerprints of their values, so a row costs the same whatever the number of
/// variables.
struct CodeCounts {
  /// Fingerprint of a code: two 64-bit FNV-1a hashes with different starts.
  struct Code: Hashable {
    private var first: UInt64 = 0xcbf2_9ce4_8422_2325
    private var second: UInt64 = 0x6c62_272e_07bb_0142

    mutating func append(_ value: Int) {
      let word = UInt64(truncatingIfNeeded: value)
      first = (first ^ word) &* 0x100_0000_01b3
      second = (second ^ (word &* 0x9e37_79b9_7f4a_7c15)) &* 0x100_0000_01b3
      second ^= second >> 29
    }
  }

  private struct Pair: Hashable {
    var code: Code
    var label: Int
  }

  private var pairs: [Pair: Int] = [:]
  private var codes: [Code: Int] = [:]
  private var labels: [Int: Int] = [:]
  private var total = 0

  mutating func add(_ code: Code, label: Int) {
    pairs[Pair(code: code, label: label), default: 0] += 1
    codes[code, default: 0] += 1
    labels[label, default: 0] += 1
    total += 1
  }

  /// The most frequent label of every code, the smallest of equals, and of all rows: what a code that was never seen
  /// gets.
  func majorities() -> (ofCode: [Code: Int], overall: Int?) {
    var best: [Code: (label: Int, count: Int)] = [:]
    for (pair, count) in pairs {
      if let known = best[pair.code], (known.count, -known.label) >= (count, -pair.label) { continue }
      best[pair.code] = (pair.label, count)
    }
    let overall = labels.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    return (best.mapValues(\.label), overall)
  }

  /// Share of the rows whose label is the one that `votes` gives their code; nil without rows.
  func accuracy(votes: CodeCounts) -> Double? {
    guard total > 0 else { return nil }
    let (majorities, overall) = votes.majorities()
    let right = pairs.reduce(0) { sum, entry in
      sum + ((majorities[entry.key.code] ?? overall) == entry.key.label ? entry.value : 0)
    }
    return Double(right) / Double(total)
  }

  /// Mutual information of code and label over the mean of their entropies, from 0 to 1; 1 when both are constant.
  var normalizedMutualInformation: Double? {
    guard total > 0 else { return nil }
    let ofCodes = entropy(codes.values)
    let ofLabels = entropy(labels.values)
    let mean = (ofCodes + ofLabels) / 2
    if mean == 0 { return 1 }
    return min(1, max(0, (ofCodes + ofLabels - entropy(pairs.values)) / mean))
  }

  /// Entropy in nats of a distribution given by counts. Equal counts are one term, added in order of size, since the
  /// order of a dictionary is random.
  private func entropy(_ counts: some Sequence<Int>) -> Double {
    var multiplicities: [Int: Int] = [:]
    for count in counts { multiplicities[count, default: 0] += 1 }
    var entropy = 0.0
    for (count, times) in multiplicities.sorted(by: { $0.key < $1.key }) where count < total {
      let share = Double(count) / Double(total)
      entropy -= Double(times) * share * DeterministicMath.log(share)
    }
    return entropy
  }
}
