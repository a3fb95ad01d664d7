/// A report for a comment or a job summary: a heading a file, a table of its findings.
package struct MarkdownReport: Sendable {
  package var sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  package func text(_ files: [FileFindings]) -> String {
    files.map { file in
      let findings = PlacedFinding.all([file], sources: sources)
      guard !findings.isEmpty else { return "### \(escaped(file.name))\n\nNo finding.\n" }
      let rows = findings.map { finding in
        let place = finding.start.map { "\($0.line):\($0.column)" } ?? ""
        let cells = ([finding.diagnostic.message] + finding.diagnostic.help).map { escaped(cut($0)) }
        return "| \(finding.diagnostic.severity) | \(place) | \(cells.joined(separator: "<br>")) | "
          + "`\(finding.diagnostic.code)` |\n"
      }
      return "### \(escaped(file.name))\n\n| | Place | Finding | Rule |\n|---|---|---|---|\n" + rows.joined()
    }.joined(separator: "\n")
  }

  /// Visible text that neither ends the cell nor becomes HTML. Backticks stay: messages quote code with them.
  private func escaped(_ text: String) -> String {
    visible(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "|": result += "\\|"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
