import Diagnostics
import RuleCatalogue
import YAMLDocument

/// Comments of a spec that accept warnings and notes: `# dvae: allow(rule-name) reason`, several rules by commas.
///
/// A finding belongs to the line it starts on, and to the line of the key whose value it marks. Errors cannot be allowed.
struct Allowances {
  private let comments: [AllowComment]
  private let document: Document

  init(_ document: Document) {
    self.document = document
    comments = AllowComments(document).comments
  }

  /// The findings without those that are allowed, and with what is wrong with the comments themselves. A comment about
  /// one of the `unheard` rules, which had no say, may be needed.
  func applied(to findings: [Diagnostic], unheard: Set<DiagnosticCode> = []) -> [Diagnostic] {
    guard !comments.isEmpty else { return findings }
    let source = SourceText(name: "", bytes: document.bytes)
    let keys = keyOfValue(document.root)
    var used: Set<Int> = []
    var kept = findings.filter { finding in
      guard finding.severity < .error, finding.span.source == document.source else { return true }
      var lines = [source.line(of: finding.span.start)]
      if let key = keys[finding.span] { lines.append(source.line(of: key.start)) }
      let allowing = comments.indices.filter { index in
        comments[index].codes.contains(finding.code.name) && (comments[index].line.map(lines.contains) ?? true)
      }
      used.formUnion(allowing)
      return allowing.isEmpty
    }
    for (index, comment) in comments.enumerated() {
      let mayBeUsed = unheard.contains { comment.codes.contains($0.name) }
      kept += problems(comment, isUsed: mayBeUsed || used.contains(index))
    }
    return kept
  }

  private func problems(_ comment: AllowComment, isUsed: Bool) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for code in comment.codes {
      guard let rule = RuleSheet.named(code) else {
        let finding = Diagnostic.warning("bad-allow", "there is no rule `\(code)`", at: comment.span)
        let near = nearestName(to: code, among: RuleSheet.all.map(\.code.name))
        findings.append(near.map { finding.help("did you mean `\($0)`?") } ?? finding)
        continue
      }
      if rule.severity == .error, !isUsed {
        findings.append(.warning("bad-allow", "`\(code)` is an error, which no comment allows", at: comment.span))
      }
    }
    if comment.reason.isEmpty {
      findings.append(
        .note("bad-allow", "the comment gives no reason", at: comment.span).help("write it after the bracket"))
    }
    if !isUsed, findings.isEmpty {
      findings.append(
        .note("unused-allow", "nothing here needs this comment", at: comment.span).help("remove it"))
    }
    return findings
  }

  private func keyOfValue(_ root: Node) -> [Span: Span] {
    var keys: [Span: Span] = [:]
    func visit(_ node: Node) {
      switch node.content {
      case .scalar: return
      case .sequence(let items): items.forEach(visit)
      case .mapping(let entries):
        for entry in entries {
          keys[entry.value.span] = entry.keySpan
          visit(entry.value)
        }
      }
    }
    visit(root)
    return keys
  }
}
