import Diagnostics
import YAMLDocument

extension Override {
  /// `root` with the value in place: maps that are missing on the way are made, a list takes the number of one of its
  /// items, and a bare name of a choice opens when the path goes on inside it.
  ///
  /// Throws `Refusal` with a finding at the argument where the path meets something else.
  package func applied(to root: Node) throws -> Node {
    try replaced(root, path[...], walked: [])
  }

  private func replaced(_ node: Node, _ rest: ArraySlice<Spanned<String>>, walked: [String]) throws -> Node {
    guard let key = rest.first else { return value }
    let inside = rest.dropFirst()
    let path = walked + [key.value]
    switch node.content {
    case .mapping(var entries):
      if let index = entries.firstIndex(where: { $0.key == key.value }) {
        entries[index].value = try replaced(entries[index].value, inside, walked: path)
        if inside.isEmpty { entries[index].keySpan = key.span }
      } else {
        entries.append(
          .init(key: key.value, keySpan: key.span, value: try replaced(opened(at: key.span), inside, walked: path)))
      }
      return Node(.mapping(entries), at: node.span)
    case .sequence(var items):
      guard let index = Int(key.value), items.indices.contains(index) else {
        throw Refusal([noItem(key, count: items.count, walked: walked)])
      }
      items[index] = try replaced(items[index], inside, walked: path)
      return Node(.sequence(items), at: node.span)
    case .scalar(let scalar):
      guard scalar.text == key.value || node.isEmpty else {
        throw Refusal([inTheWay(scalar, key, node, walked: walked)])
      }
      return try replaced(opened(at: node.isEmpty ? key.span : node.span), rest, walked: walked)
    }
  }

  /// A map for what comes next on the path.
  private func opened(at span: Span) -> Node { Node(.mapping([]), at: span) }

  private func noItem(_ key: Spanned<String>, count: Int, walked: [String]) -> Diagnostic {
    Diagnostic.error(
      "bad-override", "`\(walked.joined(separator: "."))` is a list of \(count); `\(key.value)` is none of its items",
      at: key.span
    ).help("items are counted from 0")
  }

  private func inTheWay(_ scalar: Node.Scalar, _ key: Spanned<String>, _ node: Node, walked: [String]) -> Diagnostic {
    Diagnostic.error(
      "bad-override",
      "`\(walked.joined(separator: "."))` is `\(scalar.text)`, so nothing called `\(key.value)` is inside it",
      at: key.span
    ).context("the value is written here", at: node.span)
      .help("set the whole value, `\(walked.joined(separator: "."))`")
  }
}
