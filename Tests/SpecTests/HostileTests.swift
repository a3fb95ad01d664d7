import Diagnostics
import Foundation
import ModelSpec
import Testing
import YAMLDocument

/// Reads any bytes as a spec and words the answer, as `validate` would; nil when it is accepted.
private func answer(_ bytes: [UInt8]) throws -> String? {
  var sources = SourceMap()
  let source = sources.add(name: "x.yaml", bytes: bytes)
  do {
    let reading = try readSpec(document: Document(bytes: bytes, source: source), fileStem: "x")
    _ = reading.dump(sources: sources)
    return nil
  } catch let refusal as Refusal {
    #expect(refusal.diagnostics.contains { $0.severity == .error })
    _ = JSONReport(sources: sources).value(refusal.diagnostics).compactText
    return TextReport(sources: sources).text(refusal.diagnostics)
  }
}

@Test func everyPrefixIsAnswered() throws {
  let bytes = try Array(Data(contentsOf: #require(specs(in: "valid").first { $0.lastPathComponent == "example.yaml" })))
  var accepted = 0
  for length in 0..<bytes.count where try answer(Array(bytes[..<length])) == nil { accepted += 1 }
  // All but the last sections are optional, so some prefixes are specs; most are not.
  #expect(accepted < bytes.count / 5)
}

@Test(arguments: ["\0", "\t", "\n", "\"", "'", "{", "]", ":", "-", "#", "&", "*", "!", "|", "%", "9", "\u{80}"])
func everyByteChangeIsAnswered(_ replacement: String) throws {
  let text = """
    data: {train: a.csv, valid: {every: 10, offset: 1}, fields: {p: {type: binary, columns: 0-3}}}
    x-l: &l [{dense: 8}, relu]
    latents: {z: {categories: [2, 3], parents: [y.0]}, y: {categories: 2, prior: {fixed: [.5, 0.5]}}}
    encoder: {layers: *l}
    training: {<<: {seed: 1}, steps: 1e3}

    """
  let bytes = Array(text.utf8)
  let byte = replacement == "\u{80}" ? 0x80 : try #require(replacement.utf8.first)
  #expect(try answer(bytes) == nil)
  var refused = 0
  for index in bytes.indices {
    var changed = bytes
    changed[index] = byte
    if try answer(changed) != nil { refused += 1 }
  }
  #expect(refused > 0)
}

/// Processor time of this thread, which other work on the machine does not change.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

@Test(arguments: hostileTexts.map(\.name))
func hostileTextIsAnsweredInASecond(_ name: String) throws {
  let entry = try #require(hostileTexts.first { $0.name == name })
  let bytes = Array(entry.text().utf8)
  let start = processorSeconds()
  let text = try answer(bytes)
  let seconds = processorSeconds() - start
  #if DEBUG
    #expect(seconds < 5, "unoptimised code is given more")
  #else
    #expect(seconds < 1)
  #endif
  let report = try #require(text)
  #expect(report.contains("error[\(entry.code)]"), "\(report.prefix(300))")
  #expect(report.utf8.count < 200_000)
}
