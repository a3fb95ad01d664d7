import Diagnostics

/// A value or column that is listed twice, and values listed for groups that make their own.
///
///     colour: {type: categorical, values: [red, red]}                       # flagged
///     group: {type: categorical, one_hot: 3, values: [a, b, c]}             # flagged: the values are the positions
///     group: {type: categorical, one_hot: [[0, 1], [1, 2]]}                 # flagged: column 1 is in two groups
enum CategoricalValues: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    (root.section("data")?.sections("fields") ?? []).flatMap { name, field -> [Diagnostic] in
      var findings: [Diagnostic] = []
      if let values = field["values"]?.list {
        findings += repeated(values.compactMap { value in value.text.map { ($0, value.span) } }) { text in
          "the value `\(text)` is listed twice"
        }
      }
      if let groups = field["one_hot"]?.list {
        let columns = groups.flatMap { $0.list ?? [] }
        findings += repeated(columns.compactMap { column in column.whole.map { ($0, column.span) } }) { column in
          "column \(column) is in `one_hot` twice"
        }
      }
      if let values = field.written("values"), let groups = field.written("one_hot") {
        findings.append(
          Diagnostic.error(
            "conflicting-keys", "values of a `one_hot` group are its positions; they cannot be listed", at: values
          )
          .context("`one_hot` is written here", at: groups))
      }
      return findings.map { $0.pointing(to: "data", "fields", name.value) }
    }
  }

  private static func repeated<Value: Hashable>(
    _ items: [(Value, Span)], _ words: (Value) -> String
  ) -> [Diagnostic] {
    var first: [Value: Span] = [:]
    return items.compactMap { value, span in
      guard let earlier = first.updateValue(first[value] ?? span, forKey: value) else { return nil }
      return Diagnostic.error("repeated-value", words(value), at: span).context("first listed here", at: earlier)
    }
  }
}
