import Checkpoint
import Diagnostics
import Foundation
import Testing

@Suite("Report formats of validate")
struct ReportFormatTests {
  /// A folder with one spec that is fine, one with a warning, and one with two errors under a name that needs escapes.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder.toy()
    let wrong = TemporaryFolder.toySpec.replacingOccurrences(of: "steps: 30", with: "stps: 30, steps: 0")
    try folder.write("a b,c:d%.yaml", wrong)
    try folder.write(
      "warned.yaml",
      TemporaryFolder.toySpec.replacingOccurrences(of: "batch_size: 8", with: "batch_size: 80"))
    return folder
  }

  private static let targets = ["toy.yaml", "warned.yaml", "a b,c:d%.yaml", "validate"]

  @Test(arguments: ["text", "concise", "json", "sarif", "junit", "github", "gitlab", "markdown", "auto"])
  func statusIsThatOfTheFindings(_ format: String) throws {
    let folder = try folder()
    #expect(CommandRun(Self.targets + ["--format", format], in: folder.path).status == 1)
    #expect(CommandRun(["warned.yaml", "validate", "--format", format], in: folder.path).status == 0)
    #expect(CommandRun(["warned.yaml", "validate", "--strict", "--format", format], in: folder.path).status == 1)
    #expect(
      CommandRun(["warned.yaml", "validate", "--fail-on", "note", "--format", format], in: folder.path).status == 1)
    #expect(CommandRun(["toy.yaml", "validate", "--fail-on", "note", "--format", format], in: folder.path).status == 0)
  }

  @Test func conciseIsALineAFinding() throws {
    let folder = try folder()
    let run = CommandRun(["warned.yaml", "validate", "--format", "concise"], in: folder.path)
    #expect(
      run.output.hasPrefix("warned.yaml:8:35: warning: `batch_size: 80` is more than the 18 rows"), "\(run.output)")
    #expect(run.output.hasSuffix("[batch-over-train]\n"))
  }

  @Test func sarifKeepsItsRules() throws {
    let folder = try folder()
    let run = CommandRun(Self.targets + ["--format", "sarif"], in: folder.path)
    let log = try StrictJSON.read(Array(run.output.utf8))
    #expect(log["version"] == "2.1.0")
    let results = try results(of: log)
    #expect(results.count == 3)
    #expect(results.allSatisfy { $0["partialFingerprints"]?["dvaeRun/v1"] != nil })
    #expect(run.output.contains(#""uri": "a%20b%2Cc%3Ad%25.yaml""#))
    let fine = CommandRun(["toy.yaml", "validate", "--format", "sarif"], in: folder.path)
    #expect(try self.results(of: StrictJSON.read(Array(fine.output.utf8))).isEmpty, "results stand there when empty")
  }

  /// The results, after what SARIF demands of each: a known rule, a level, a message, lines and columns from 1.
  private func results(of log: JSONValue) throws -> [JSONValue] {
    guard case .array(let runs)? = log["runs"], let run = runs.first, case .array(let results)? = run["results"],
      case .array(let rules)? = run["tool"]?["driver"]?["rules"]
    else {
      Issue.record("no run with results")
      return []
    }
    for result in results {
      guard case .integer(let index)? = result["ruleIndex"], case .array(let places)? = result["locations"],
        let region = places.first?["physicalLocation"]?["region"], case .integer(let line)? = region["startLine"],
        case .integer(let column)? = region["startColumn"]
      else {
        Issue.record("incomplete: \(result)")
        continue
      }
      #expect(rules[index]["id"] == result["ruleId"] && rules[index]["shortDescription"]?["text"] != nil)
      #expect(line >= 1 && column >= 1)
      #expect([.string("error"), .string("warning"), .string("note")].contains(result["level"]))
      #expect(result["message"]?["text"] != nil)
    }
    return results
  }

  @Test func fingerprintsStayWhereLinesMove() throws {
    let folder = try folder()
    func fingerprints() -> [Substring] {
      CommandRun(["warned.yaml", "validate", "--format", "gitlab"], in: folder.path).output.split(separator: "\n")
        .filter { $0.contains("fingerprint") }
    }
    let before = fingerprints()
    let text = try String(contentsOfFile: folder.path + "/warned.yaml", encoding: .utf8)
    try folder.write("warned.yaml", "# one line more\n\n" + text)
    #expect(before.count == 1 && fingerprints() == before)
  }

  @Test func junitIsXML() throws {
    let folder = try folder()
    let run = CommandRun(Self.targets + ["--format", "junit"], in: folder.path)
    let parser = XMLCheck(run.output)
    #expect(parser.elements["testcase"] == 3 && parser.elements["failure"] == 1, "\(run.output)")
    #expect(parser.elements["system-out"] == 1)
    #expect(run.output.contains(#"tests="3" failures="1""#))
  }

  @Test func githubStatesTheWorstFirstAndEscapes() throws {
    let folder = try folder()
    let run = CommandRun(Self.targets + ["--format", "github"], in: folder.path)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("::error file=a b%2Cc%3Ad%25.yaml,line=8,endLine=8,col=") == true, "\(run.output)")
    #expect(lines.last?.hasPrefix("::warning file=warned.yaml,") == true)
    #expect(lines.last?.contains("%0Ahelp: ") == true)
  }

  @Test func gitlabIsAnArray() throws {
    let folder = try folder()
    let run = CommandRun(Self.targets + ["--format", "gitlab"], in: folder.path)
    guard case .array(let findings) = try StrictJSON.read(Array(run.output.utf8)) else {
      Issue.record("no array: \(run.output)")
      return
    }
    #expect(findings.count == 3)
    #expect(Set(findings.compactMap { $0["fingerprint"]?.compactText }).count == 3)
    #expect(CommandRun(["toy.yaml", "validate", "--format", "gitlab"], in: folder.path).output == "[]\n")
  }

  @Test func severalReportsInOneRun() throws {
    let folder = try folder()
    let run = CommandRun(
      Self.targets + ["--format", "sarif=out.sarif", "--format", "junit=out.xml", "--format", "concise"],
      in: folder.path)
    #expect(run.status == 1)
    #expect(run.output.split(separator: "\n").count == 3)
    #expect(try String(contentsOfFile: folder.path + "/out.sarif", encoding: .utf8).contains("\"2.1.0\""))
    #expect(try String(contentsOfFile: folder.path + "/out.xml", encoding: .utf8).hasPrefix("<?xml"))
    #expect(CommandRun(Self.targets + ["--format", "json", "--format", "text"], in: folder.path).status == 2)
    #expect(CommandRun(Self.targets + ["--format", "xml"], in: folder.path).status == 2)
  }

  @Test func patternsAndStandardInput() throws {
    let folder = try folder()
    let run = CommandRun(["*.yaml", "validate", "--format", "markdown"], in: folder.path)
    #expect(run.output.components(separatedBy: "### ").count == 4, "\(run.output)")
    let script =
      "cd / && $B validate - --stdin-path \(folder.path)/new.yaml --format concise < \(folder.path)/warned.yaml"
    let piped = try CommandRun(shell: script, in: folder.path)
    #expect(piped.output.contains("/new.yaml:8:35: warning"), "\(piped.output)\(piped.errors)")
    #expect(piped.status == 0)
  }
}

/// Counts the elements of a document and checks that tags pair up and text holds no bare sign.
private struct XMLCheck {
  var elements: [String: Int] = [:]

  init(_ text: String) {
    var open: [String] = []
    for piece in text.split(separator: "<").dropFirst() {
      guard let end = piece.firstIndex(of: ">") else {
        Issue.record("a tag that does not end")
        return
      }
      let tag = piece[..<end]
      let name = String(tag.prefix { $0 != " " && $0 != "/" })
      if tag.hasPrefix("/") {
        if open.popLast() != String(tag.dropFirst()) { Issue.record("`\(tag)` closes nothing") }
      } else {
        elements[name, default: 0] += 1
        if !tag.hasSuffix("/") { open.append(name) }
      }
    }
    if !open.isEmpty { Issue.record("\(open) stay open") }
  }
}

@Suite("Comments that allow")
struct AllowanceTests {
  private static let spec = TemporaryFolder.toySpec.replacingOccurrences(of: "batch_size: 8", with: "batch_size: 80")

  private func concise(_ spec: String) throws -> String {
    let folder = try TemporaryFolder.toy(spec)
    return CommandRun(["toy.yaml", "validate", "--format", "concise"], in: folder.path).output
  }

  @Test func forTheFileTheLineAndTheNextLine() throws {
    let comment = "# dvae: allow(batch-over-train) the data will grow"
    #expect(try concise(Self.spec).contains("[batch-over-train]"))
    #expect(try concise(comment + "\n\n" + Self.spec).isEmpty)
    #expect(try concise(Self.spec + " " + comment).isEmpty)
    let before = Self.spec.replacingOccurrences(of: "training:", with: comment + "\n# more\n\ntraining:")
    #expect(try concise(before).isEmpty)
    let elsewhere = Self.spec.replacingOccurrences(of: "latents:", with: comment + "\nlatents:")
    #expect(try concise(elsewhere).contains("[batch-over-train]") && concise(elsewhere).contains("[unused-allow]"))
  }

  @Test func whatIsWrongWithThem() throws {
    #expect(try concise("# dvae: allow(batch-over-train)\n" + Self.spec).contains("gives no reason"))
    #expect(try concise("# dvae: allow(batch-over-tran) x\n" + Self.spec).contains("did you mean `batch-over-train`?"))
    #expect(try concise("# dvae: allow(unknown-key) x\n" + Self.spec).contains("is an error, which no comment allows"))
    let error = Self.spec.replacingOccurrences(of: "steps: 30", with: "steps: 30, stps: 3")
    #expect(try concise("# dvae: allow(unknown-key) x\n" + error).contains("error: "))
  }

  @Test func aHashInsideTextIsNoComment() throws {
    let quoted = Self.spec + "\nx-note: \" # dvae: allow(batch-over-train) no\"\n"
    #expect(try concise(quoted).contains("[batch-over-train]"))
  }
}
