/// A Code Quality report of GitLab: an array of findings, empty when there is none.
package struct GitLabReport: Sendable {
  package var sources: SourceMap

  package init(sources: SourceMap) { self.sources = sources }

  /// One object a finding; fingerprints differ within a report and stay where a finding only moves.
  package func value(_ files: [FileFindings]) -> JSONValue {
    .array(
      PlacedFinding.all(files, sources: sources).map { finding in
        let severity: JSONValue =
          switch finding.diagnostic.severity {
          case .error: "critical"
          case .warning: "minor"
          case .note: "info"
          }
        let line = finding.start?.line ?? 1
        return [
          "description": .string(finding.text), "check_name": .string(finding.diagnostic.code.name),
          "fingerprint": .string(finding.fingerprint), "severity": severity,
          "location": [
            "path": .string(finding.file),
            "lines": ["begin": .integer(line), "end": .integer(max(line, finding.end?.line ?? line))],
          ],
        ]
      })
  }
}
