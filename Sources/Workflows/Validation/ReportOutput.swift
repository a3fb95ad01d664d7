import Checkpoint
import Diagnostics
import Glibc
import RuleCatalogue

/// How `validate` reports.
package enum CheckFormat: String, Sendable, CaseIterable {
  /// Annotations inside GitHub Actions, else text.
  case auto
  case text, concise, json, sarif, junit, github, gitlab, markdown
}

/// One report of `validate`: its format, and the file it goes to (nil: standard output).
package struct ReportOutput: Sendable, Equatable {
  package var format: CheckFormat
  package var file: String?

  package init(format: CheckFormat, file: String? = nil) {
    self.format = format
    self.file = file
  }

  /// Reads `sarif` or `sarif=report.sarif`; nil when it is neither.
  package init?(argument: String) {
    let pieces = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = pieces.first, let format = CheckFormat(rawValue: String(name)) else { return nil }
    if pieces.count == 2, pieces[1].isEmpty { return nil }
    self.init(format: format, file: pieces.count == 2 ? String(pieces[1]) : nil)
  }

  /// The format with `auto` decided.
  var decided: CheckFormat {
    guard format == .auto else { return format }
    let isActions = unsafe getenv("GITHUB_ACTIONS").map { unsafe String(cString: $0) == "true" } ?? false
    return isActions ? .github : .text
  }
}

/// Reports over all files, in any format.
struct CheckReports {
  var reports: [ValidationReport]
  var sources: SourceMap
  var failsFrom: Severity

  private var files: [FileFindings] { reports.map { FileFindings(name: $0.name, findings: $0.findings) } }

  /// The whole text of a report.
  func text(_ format: CheckFormat, useColour: Bool) -> String {
    switch format {
    case .auto, .text:
      reports.map { $0.text(sources: sources, useColour: useColour) }.joined(separator: "\n")
    case .concise: ConciseReport(sources: sources).text(files)
    case .json: json.indentedText
    case .sarif:
      SARIFReport(sources: sources, toolVersion: "\(Version.tool)") { RuleSheet.named($0.name)?.title }
        .value(files).indentedText
    case .junit: JUnitReport(sources: sources, failsFrom: failsFrom).text(files)
    case .github: GitHubReport(sources: sources).text(files)
    case .gitlab: GitLabReport(sources: sources).value(files).indentedText
    case .markdown: MarkdownReport(sources: sources).text(files)
    }
  }

  private var json: JSONValue {
    let envelope = JSONReport(sources: sources).value(reports.flatMap(\.findings))
    return [
      "version": 1, "ok": .boolean(reports.allSatisfy { $0.isFine(failsFrom: failsFrom) }),
      "diagnostics": envelope["diagnostics"] ?? [], "files": .array(reports.map(\.json)),
    ]
  }
}
