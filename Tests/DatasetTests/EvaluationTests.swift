import Checkpoint
import Datasets
import Diagnostics
import Foundation
import Testing

@testable import ModelSpec

@Suite("Data given at evaluation time")
struct EvaluationTests {
  let folder: TemporaryFolder
  let toy = "colour,wet\nred,yes\ngreen,no\nred,yes\nblue,no\ngreen,no\nred,no\nblue,yes\nred,yes\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("toy.csv", toy)
  }

  private func evaluate(_ text: String, _ trained: DataSection) throws -> EvaluationRows {
    let facts = try folder.load(trained).facts
    // As a checkpoint gives them back.
    let stored = try DataFacts(json: try StrictJSON.read(Array(facts.json.compactText.utf8)), span: .none)
    try folder.write("given.csv", text)
    return try loadEvaluation(
      written("given.csv"), section: trained, facts: stored, folders: DataFolders(spec: folder.path))
  }

  private func errors(_ text: String, _ trained: DataSection) throws -> [String] {
    do {
      _ = try evaluate(text, trained)
      return []
    } catch let refusal as Refusal {
      return refusal.diagnostics.map {
        "\($0.code): " + $0.message.replacingOccurrences(of: folder.path + "/", with: "")
      }
    }
  }

  @Test("rows reversed, a value left out, columns swapped: stored numbers hold")
  func storedNumbers() throws {
    let plain = try evaluate(toy, section("toy.csv")).rows
    #expect(plain.values(0, columns: 1) == [[2], [1], [2], [0], [1], [2], [0], [2]])
    let lines = toy.split(separator: "\n")
    let reversed = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    #expect(
      try evaluate(reversed, section("toy.csv")).rows.values(0, columns: 1) == plain.values(0, columns: 1).reversed())
    let withoutRed = lines.filter { !$0.hasPrefix("red") }.joined(separator: "\n")
    #expect(try evaluate(withoutRed, section("toy.csv")).rows.values(0, columns: 1) == [[1], [0], [1], [0]])
    let swapped = lines.map { $0.split(separator: ",").reversed().joined(separator: ",") }.joined(separator: "\n")
    let turned = try evaluate(swapped, section("toy.csv")).rows
    #expect(turned.values(0, columns: 1) == plain.values(0, columns: 1))
    #expect(turned.values(1, columns: 1) == plain.values(1, columns: 1))
  }

  @Test("an unseen value names row, line, column and value")
  func unseenValue() throws {
    #expect(
      try errors(toy + "purple,yes\n", section("toy.csv"))
        == [
          "unseen-value: `given.csv`: row 9 (line 10), column `colour`: value `purple` is not one of the column's values"
        ])
    let taking = section("toy.csv", fields: [categorical("colour", unseen: .other), categorical("wet")])
    #expect(try evaluate(toy + "purple,yes\n", taking).rows.values(0, columns: 1).last == [3])
    #expect(
      try errors("colour\nred\n", section("toy.csv")) == ["unknown-column: `given.csv`: no column is called `wet`"])
    #expect(try errors("colour,wet\n,no\n", section("toy.csv")).first?.hasPrefix("missing-cell: ") == true)
  }

  @Test("labels may be absent; options of the fields hold")
  func labelsAndOptions() throws {
    try folder.write("bits.csv", "1,0,200,0,x\n0,1,10,1,y\n")
    let trained = section(
      "bits.csv", header: false,
      fields: [
        categorical("g", [.range(0...1)], oneHot: .uniform(2)), binary("p", [.index(2)], scale: 255, .threshold(0.5)),
        categorical("c", [.index(4)], isLabel: true),
      ])
    let rows = try evaluate("0,1,255,0\n", trained)
    #expect(rows.absentLabels == ["c"])
    #expect(rows.rows.values(0, columns: 1) == [[1]])
    #expect(rows.rows.values(1, columns: 1) == [[1]])
    #expect(rows.rows.values(2, columns: 1) == [[-1]])
    #expect(
      try errors("0,1\n", trained) == [
        "unknown-column: `given.csv`: there are 2 columns; column 2 (from 0) is asked for"
      ])
  }

  @Test("groups whose columns are not in order are found again")
  func turnedGroups() throws {
    try folder.write("g.csv", "0,1,0,1\n1,0,1,0\n")
    let trained = section("g.csv", header: false, fields: [categorical("g", oneHot: .columns([[3, 0], [1, 2]]))])
    #expect(try folder.load(trained).train.values(0, columns: 2) == [[0, 0], [1, 1]])
    #expect(try evaluate("1,1,0,0\n", trained).rows.values(0, columns: 2) == [[1, 0]])
    #expect(
      try errors("0,1,1,1\n", trained)
        == ["two-ones: `given.csv`: row 1 (line 1), column 3: a second 1 in its `one_hot` group"])
  }

  @Test("facts come back from JSON as they were; facts that do not hang together are refused")
  func factsRoundTrip() throws {
    try folder.write("all.csv", "1,0,0.5,a\n0,1,0.25,\n0,0,1,b\n0,0,0,a\n")
    let fields = [
      categorical("g", [.range(0...1)], oneHot: .uniform(2)), binary("s", [.index(2)], .soft),
      categorical("c", [.index(3)], minimumCount: 2, unseen: .other, isLabel: true),
    ]
    var facts = try folder.load(section("all.csv", header: false, fields: fields)).facts
    for index in facts.fields.indices { facts.fields[index].span = .none }
    #expect(try DataFacts(json: facts.json, span: .none) == facts)
    let text = facts.json.compactText
    let edits = [
      ("\"train\":4", "\"train\":-1"), ("\"train\":4", "\"train\":0"), ("\"train\":4", "\"train\":4.0"),
      ("\"soft\"", "\"hard\""), ("\"s\"", "\"g\""), ("\"0\",\"1\",\"none\"", "\"0\",\"0\",\"none\""),
      ("\"0\",\"1\",\"none\"", "\"1\",\"0\",\"none\""), ("\"position\":2", "\"position\":-2"),
      ("\"other\":1", "\"other\":2"), ("\"missing\":1", "\"missing\":5"), ("\"one_hot\":true", "\"one_hot\":false"),
      ("\"label\":true", "\"label\":1"), ("\"frequencies\":[", "\"frequencies\":[0.5,"), ("\"rows\"", "\"lines\""),
      ("\"image\":null", "\"image\":[2,2]"), ("\"image\":null", "\"image\":[9223372036854775807,2]"),
    ]
    for (old, new) in edits {
      let edited = text.replacingOccurrences(of: old, with: new)
      #expect(edited != text, "\(old)")
      #expect(throws: FactsProblem.self, "\(old) -> \(new)") {
        try DataFacts(json: try StrictJSON.read(Array(edited.utf8)), span: .none)
      }
    }
  }

  @Test("fingerprints: equal data, equal digests; each change shows in its part")
  func fingerprints() throws {
    let every = SplitRule.every(written(4), offset: written(3))
    func print(_ text: String, seed: UInt64 = 0) throws -> DataFingerprint {
      try folder.write("f.csv", text)
      return try folder.load(section("f.csv", valid: every, seed: seed)).fingerprint()
    }
    let plain = try print(toy)
    #expect(try print(toy) == plain)
    #expect(DataFingerprint(text: plain.text) == plain)
    #expect(DataFingerprint(text: "x") == nil)
    #expect(try print(toy.replacingOccurrences(of: "colour", with: "shade")).differences(from: plain) == ["facts"])
    #expect(try print(toy.replacingOccurrences(of: "blue,no", with: "blue,yes")).differences(from: plain) == ["valid"])
    let moved = toy.replacingOccurrences(of: "green,no\nred,yes\n", with: "red,yes\ngreen,no\n")
    #expect(moved != toy)
    #expect(try print(moved).differences(from: plain) == ["train"])
    #expect(try print(toy + "red,no\n").differences(from: plain) == ["facts", "train"])
  }

  @Test("what is written reads back: own values, names, groups; npy too")
  func writers() throws {
    let text = "\"a, b\",\"say \"\"x\"\"\",g0,g1\n\" blank\",1,0,1\n,0,1,0\n\"\",1,1,0\n"
    try folder.write("w.csv", text)
    let fields = [
      categorical("v", [.index(0)]), binary("bit", [.index(1)]), categorical("g", [.range(2...3)], oneHot: .uniform(2)),
    ]
    let data = try folder.load(section("w.csv", fields: fields))
    var writer = CSVWriter(fields: data.facts.fields)
    let columns = data.facts.fields.indices.map { data.train.values($0, columns: 1) }
    for row in 0..<3 { try writer.append(row: columns.map { $0[row] }) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    #expect(throws: InternalError.self) { try writer.append(row: [[2.5], [0], [0]]) }
    #expect(throws: InternalError.self) { try writer.append(row: [[9], [0], [0]]) }
    try folder.write("f.npy", NPYWriter.bytes(shape: [2, 2], floats: [0, 0.5, 1, 0.25]))
    #expect(
      try folder.load(section("f.npy", fields: [binary("x", nil, .soft)])).train.values(0, columns: 2) == [
        [0, 0.5], [1, 0.25],
      ])
    try folder.write("u.npy", NPYWriter.bytes(shape: [3], unsigned: [0, 1, 1]))
    #expect(try folder.load(section("u.npy", fields: [binary("x")])).train.values(0, columns: 1) == [[0], [1], [1]])
    #expect(throws: InternalError.self) { try NPYWriter.bytes(shape: [2], floats: [1]) }
  }
}
