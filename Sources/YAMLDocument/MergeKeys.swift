import Diagnostics

extension Composer {
  /// The entries of a mapping with its `<<` replaced by what it names: own keys win, of several maps the first.
  ///
  /// A merged entry stands where the `<<` stood and keeps the place where it was written.
  mutating func merged(_ collection: OpenCollection) -> [Node.Entry] {
    guard !collection.merges.isEmpty else { return collection.entries }
    let mergeIndices = Set(collection.merges)
    var known = Set(collection.entries.indices.filter { !mergeIndices.contains($0) }.map { collection.entries[$0].key })
    var entries: [Node.Entry] = []
    for (index, entry) in collection.entries.enumerated() {
      guard mergeIndices.contains(index) else {
        entries.append(entry)
        continue
      }
      for source in mergeSources(entry) {
        for var inherited in source where known.insert(inherited.key).inserted {
          inherited.isMerged = true
          entries.append(inherited)
        }
      }
    }
    return entries
  }

  /// The maps that one `<<` names: one, or a list of them.
  private mutating func mergeSources(_ entry: Node.Entry) -> [[Node.Entry]] {
    let candidates: [Node]
    if case .sequence(let items) = entry.value.content { candidates = items } else { candidates = [entry.value] }
    var sources: [[Node.Entry]] = []
    for candidate in candidates {
      if case .mapping(let entries) = candidate.content {
        sources.append(entries)
      } else {
        findings.append(
          Diagnostic.error("bad-merge", "`<<` takes a map or a list of maps", at: candidate.span)
            .context("merged here", at: entry.keySpan)
            .help("write `<<: *name` where `&name` marks a map"))
      }
    }
    return sources
  }

  /// One finding for each key that stands twice among the written entries, `<<` included.
  func duplicates(in entries: [Node.Entry]) -> [Diagnostic] {
    var first: [String: Span] = [:]
    var findings: [Diagnostic] = []
    for entry in entries {
      guard let earlier = first[entry.key] else {
        first[entry.key] = entry.keySpan
        continue
      }
      guard findings.count < Self.findingLimit else { break }
      let path = (open.compactMap(\.pendingKey?.text) + [entry.key]).joined(separator: ".")
      findings.append(
        Diagnostic.error("duplicate-key", "`\(path)` is written twice", at: entry.keySpan)
          .context("first written here", at: earlier)
          .help("keep one of the two; a merge (`<<`) is how one map overrides another"))
    }
    return findings
  }
}
