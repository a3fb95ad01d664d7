/// Workflow commands of GitHub Actions, which become annotations. GitHub shows ten a step, so the worst stand first.
package struct GitHubReport: Sendable {
  package var sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  /// One command a finding.
  package func text(_ files: [FileFindings]) -> String {
    let findings = PlacedFinding.all(files, sources: sources)
    let worstFirst = Severity.allCases.reversed().flatMap { severity in
      findings.filter { $0.diagnostic.severity == severity }
    }
    return worstFirst.map(command).joined()
  }

  private func command(_ finding: PlacedFinding) -> String {
    let name = finding.diagnostic.severity == .note ? "notice" : finding.diagnostic.severity.rawValue
    var properties = ["file=" + escapedProperty(visible(finding.file))]
    if let start = finding.start, let end = finding.end {
      properties += ["line=\(start.line)", "endLine=\(end.line)", "col=\(start.column)"]
      if start.line == end.line { properties.append("endColumn=\(max(start.column, end.column - 1))") }
    }
    properties.append("title=" + escapedProperty(finding.diagnostic.code.name))
    return "::\(name) \(properties.joined(separator: ","))::\(escaped(finding.text))\n"
  }

  /// A line end would end the command, a `%` begin an escape.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private func escapedProperty(_ text: String) -> String {
    escaped(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
