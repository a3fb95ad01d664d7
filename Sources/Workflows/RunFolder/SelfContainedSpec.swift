import Diagnostics
import YAMLDocument

/// A spec as one text that stands in a run folder: overrides in place, paths relative to the folder. Written from the
/// values, so comments of the original are not in it.
struct SelfContainedSpec {
  /// Folder of the spec's file. Paths of overrides are relative to the working directory instead.
  private let directory: String
  /// Absolute path of the folder the text will stand in.
  private let target: String

  init(directory: String, target: String) {
    self.directory = directory.isEmpty ? "." : directory
    self.target = InputFile.resolvingLinks(InputFile.absolute(target))
  }

  /// The text of `root`, the tree after overrides; values of the file are of source 0.
  func text(_ root: Node) -> String {
    var lines = ["# The spec of this run, overrides included. Paths are relative to this folder."]
    append(moved(root, path: []), indent: "", to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  /// `node` with the paths of `data` made relative to the target.
  private func moved(_ node: Node, path: [String]) -> Node {
    switch node.content {
    case .mapping(let entries):
      let items = entries.map { entry in
        Node.Entry(key: entry.key, keySpan: entry.keySpan, value: moved(entry.value, path: path + [entry.key]))
      }
      return Node(.mapping(items), at: node.span)
    case .scalar(let scalar) where Self.isPath(path):
      let written = Node.Scalar(text: relative(scalar.text, node.span), isPlain: false)
      return Node(.scalar(written), at: node.span)
    default: return node
    }
  }

  /// `data.train`, or a file inside `data.train.files`; the same for `valid` and `test`.
  private static func isPath(_ path: [String]) -> Bool {
    guard path.count >= 2, path[0] == "data", ["train", "valid", "test"].contains(path[1]) else { return false }
    return path.count == 2 || (path.count == 4 && path[2] == "files")
  }

  private func relative(_ written: String, _ span: Span) -> String {
    if written.hasPrefix("/") { return written }
    let start = InputFile.absolute(span.source == SourceID(rawValue: 0) ? directory : ".")
    let from = target.split(separator: "/")
    let to = Self.normalized("\(InputFile.resolvingLinks(start))/\(written)")
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let steps = Array(repeating: "..", count: from.count - shared) + to.dropFirst(shared).map(String.init)
    return steps.joined(separator: "/")
  }

  /// The names of a path without `.` and `..`.
  private static func normalized(_ path: String) -> [Substring] {
    var names: [Substring] = []
    for name in path.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return names
  }

  private func append(_ node: Node, indent: String, to lines: inout [String]) {
    switch node.content {
    case .mapping(let entries):
      for entry in entries { append("\(indent)\(Self.key(entry.key)):", entry.value, indent, to: &lines) }
    case .sequence(let items):
      for item in items { appendItem(item, indent, to: &lines) }
    case .scalar(let scalar): lines.append(indent + Self.text(scalar))
    }
  }

  /// A dash and an item, whose first line stands beside it.
  private func appendItem(_ item: Node, _ indent: String, to lines: inout [String]) {
    guard case .mapping(let entries) = item.content, !entries.isEmpty else {
      return append("\(indent)-", item, indent, to: &lines)
    }
    var inside: [String] = []
    append(item, indent: indent + "  ", to: &inside)
    inside[0] = "\(indent)- " + inside[0].dropFirst(indent.count + 2)
    lines += inside
  }

  /// A key or a dash with what follows: scalars and empty collections on its line, the rest indented below.
  private func append(_ head: String, _ node: Node, _ indent: String, to lines: inout [String]) {
    switch node.content {
    case .scalar(let scalar):
      lines.append(scalar.text.isEmpty && scalar.isPlain ? head : "\(head) \(Self.text(scalar))")
    case .mapping(let entries) where entries.isEmpty: lines.append("\(head) {}")
    case .sequence(let items) where items.isEmpty: lines.append("\(head) []")
    default:
      lines.append(head)
      append(node, indent: indent + "  ", to: &lines)
    }
  }

  /// Plain text stays plain when it stands on one line; all else is a JSON string, which YAML reads the same.
  private static func text(_ scalar: Node.Scalar) -> String {
    let isSimple = scalar.isPlain && !scalar.text.isEmpty && !scalar.text.contains { $0.isNewline }
    return isSimple ? scalar.text : JSONValue.string(scalar.text).compactText
  }

  private static func key(_ key: String) -> String {
    let isSimple = !key.isEmpty && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) }
    return isSimple && !key.hasPrefix("-") ? key : JSONValue.string(key).compactText
  }
}
