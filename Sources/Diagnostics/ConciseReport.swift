/// One line a finding, as compilers write them: `spec.yaml:9:3: error: message [unknown-key]`.
package struct ConciseReport: Sendable {
  package var sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  /// The lines of every finding, file after file; empty when there is none.
  package func text(_ files: [FileFindings]) -> String {
    PlacedFinding.all(files, sources: sources).map { finding in
      let place = finding.start.map { ":\($0.line):\($0.column)" } ?? ""
      let diagnostic = finding.diagnostic
      let help = diagnostic.help.first.map { " (" + visible(cut($0)) + ")" } ?? ""
      return "\(visible(finding.file))\(place): \(diagnostic.severity): \(visible(cut(diagnostic.message)))\(help) "
        + "[\(diagnostic.code)]\n"
    }.joined()
  }
}
