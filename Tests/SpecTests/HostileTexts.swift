/// Hostile texts with the code of the first finding.
let hostileTexts: [(name: String, code: String, text: @Sendable () -> String)] = [
  ("brackets", "nesting-too-deep", { String(repeating: "[", count: 1 << 20) }),
  ("braces", "nesting-too-deep", { String(repeating: "{", count: 1 << 20) }),
  ("dashes", "nesting-too-deep", { String(repeating: "- ", count: 1 << 19) }),
  ("keys on a line", "yaml-syntax", { String(repeating: "a: ", count: 300_000) }),
  ("question marks", "nesting-too-deep", { String(repeating: "? ", count: 1 << 19) }),
  ("tag directives", "yaml-directive", { String(repeating: "%TAG !a! b\n", count: 60_000) }),
  (
    "directives after a line break of Unicode", "yaml-directive",
    { "a: b\u{85}" + String(repeating: "%TAG !a! b\u{85}", count: 60_000) }
  ),
  ("many nodes", "too-many-nodes", { "a: [" + String(repeating: "x,", count: 500_000) + "]" }),
  ("many keys", "unknown-key", { (0..<49_000).map { "key\($0): 1\n" }.joined() }),
  ("doubled keys", "duplicate-key", { String(repeating: "a: 1\n", count: 49_000) }),
  ("long plain text", "wrong-type", { String(repeating: "a ", count: 500_000) }),
  ("long quoted text", "wrong-type", { "\"" + String(repeating: "a", count: 1_000_000) + "\"" }),
  ("unclosed quotes", "yaml-syntax", { "\"" + String(repeating: "a\\n", count: 300_000) }),
  ("long key", "unknown-key", { "? " + String(repeating: "k", count: 1_000_000) + "\n: 1\n" }),
  ("long number", "wrong-type", { "training: {steps: \(String(repeating: "9", count: 1_000_000))}" }),
  ("anchors", "unknown-key", { (0..<24_000).map { "a\($0): &a\($0) x\n" }.joined() }),
  (
    "merges", "too-many-nodes",
    {
      "b: &b {" + (0..<20_000).map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
        + (0..<9).map { "m\($0): {<<: *b}\n" }.joined()
    }
  ),
  (
    "merges of merges", "unknown-key",
    {
      "m0: &m0 {a: 1, b: 2}\n" + (1..<40).map { "m\($0): &m\($0) {<<: [*m\($0 - 1), *m\($0 - 1)]}\n" }.joined()
    }
  ),
  (
    "deep through aliases", "nesting-too-deep",
    { "a0: &a0 [x]\n" + (1..<100).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined() }
  ),
  (
    "exponential aliases", "too-many-nodes",
    { "a0: &a0 [x]\n" + (1..<30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined() }
  ),
  ("blanks", "empty-document", { String(repeating: " ", count: 1 << 20) }),
  ("line ends", "empty-document", { String(repeating: "\n", count: 1 << 20) }),
  ("comments", "empty-document", { String(repeating: "#\n", count: 1 << 19) }),
  ("documents", "second-document", { String(repeating: "---\na: 1\n", count: 100_000) }),
  ("too large", "file-too-large", { String(repeating: "a", count: (1 << 20) + 1) }),
  ("wide letters", "unknown-key", { "größe" + String(repeating: "ö", count: 400) + ": 1\n" }),
  ("many blocks", "wrong-type", { "latents: {" + (0..<30_000).map { "b\($0): 3" }.joined(separator: ", ") + "}" }),
  ("empty values", "empty-value", { "latents: {" + (0..<24_000).map { "b\($0): " }.joined(separator: ", ") + "}" }),
]
