import Diagnostics

extension Composer {
  func tooDeep(at span: Span) -> Diagnostic {
    .error("nesting-too-deep", "values are nested more than \(Document.Limit.depth) levels deep", at: span)
  }

  func tooManyNodes(at span: Span) -> Diagnostic {
    .error(
      "too-many-nodes",
      "the text has more than \(Document.Limit.nodes) keys and values here, counting each alias (`*name`) as what it names",
      at: span)
  }

  func secondDocument(at offset: Int, first: Int) -> Diagnostic {
    Diagnostic.error("second-document", "a second document starts here; a spec is one", at: text.span(offset, offset))
      .context("the first starts here", at: text.span(first, first))
      .help("remove the `---` and what follows, or make it a file of its own")
  }

  func complexKey(at span: Span) -> Diagnostic {
    .error("key-not-text", "a key must be text, not a list or a map", at: span)
  }

  func unknownAnchor(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic.error("unknown-anchor", "no `&\(name)` stands before this `*\(name)`", at: span)
      .help("if it is text, quote it: \"*\(name)\"")
  }
}
