/// A JUnit report: one test case a file, failed where a finding is at least as bad as `failsFrom`.
package struct JUnitReport: Sendable {
  package var sources: SourceMap
  package var failsFrom: Severity

  package init(sources: SourceMap, failsFrom: Severity = .error) {
    self.sources = sources
    self.failsFrom = failsFrom
  }

  /// The document. Findings that do not fail a file are its output.
  package func text(_ files: [FileFindings]) -> String {
    let failed = files.count { file in file.findings.contains { $0.severity >= failsFrom } }
    let counts = "tests=\"\(files.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"0\""
    let cases = files.map(testCase).joined()
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="dvae-run" \(counts)>
        <testsuite name="validate" \(counts)>
      \(cases)  </testsuite>
      </testsuites>

      """
  }

  private func testCase(_ file: FileFindings) -> String {
    let concise = ConciseReport(sources: sources)
    func lines(_ findings: [Diagnostic]) -> String {
      escaped(concise.text([FileFindings(name: file.name, findings: findings)]))
    }
    let failing = inReadingOrder(file.findings).filter { $0.severity >= failsFrom }
    let others = file.findings.filter { $0.severity < failsFrom }
    var text = "    <testcase classname=\"validate\" name=\"\(escaped(visible(file.name)))\" time=\"0\""
    if failing.isEmpty && others.isEmpty { return text + "/>\n" }
    text += ">\n"
    if let first = failing.first {
      let more = failing.count == 1 ? "" : " (and \(failing.count - 1) more)"
      text +=
        "      <failure type=\"\(escaped(first.code.name))\" message=\"\(escaped(visible(cut(first.message)) + more))\">"
        + lines(failing) + "</failure>\n"
    }
    if !others.isEmpty { text += "      <system-out>\(lines(others))</system-out>\n" }
    return text + "    </testcase>\n"
  }

  /// Text for elements and attributes; what XML cannot hold was made visible before.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
