import Checkpoint
import Diagnostics
import Foundation
import Testing

/// The verbs that use a trained model, on one run of the toy spec.
@Suite("Verbs of a trained run")
struct TrainedRunTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try .toy()
    let run = CommandRun(["toy.yaml", "train", "--run", "run", "--threads", "1"], in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("valid: 6 rows"))
  }

  private func run(_ arguments: String...) -> CommandRun { CommandRun(arguments, in: folder.path) }

  private func table(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  private func npy(_ name: String) throws -> (header: String, values: [Float]) {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
    let length = Int(bytes[8]) | Int(bytes[9]) << 8
    let header = String(decoding: bytes[10..<10 + length], as: UTF8.self)
    let values = stride(from: 10 + length, to: bytes.count, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) })
    }
    return (header, values)
  }

  @Test func specRunFolderAndCheckpointAreOneModel() throws {
    let bySpec = run("toy.yaml", "sample", "--run", "run")
    #expect(bySpec.status == 0)
    #expect(bySpec.output == run("run", "sample").output)
    #expect(bySpec.output == run("sample", "run/best.safetensors").output)
    let standard = run("toy.yaml", "train")
    #expect(standard.status == 0)
    #expect(run("toy.yaml", "sample").output == bySpec.output, "runs/toy/latest holds the same model")
  }

  @Test func samplesAreRowsOfTheData() throws {
    let rows = table(run("run", "sample", "--count", "300", "--seed", "5").output)
    #expect(rows.count == 301)
    #expect(rows[0] == ["a", "b", "c", "d"])
    #expect(rows.dropFirst().joined().allSatisfy { $0 == "0" || $0 == "1" })
    #expect(Set(rows.dropFirst()).count > 1)
    #expect(table(run("run", "sample", "--count", "3", "--seed", "5").output) == Array(rows.prefix(4)))
    #expect(table(run("run", "sample", "--count", "300", "--seed", "6").output) != rows)
  }

  @Test func samplesAsArray() throws {
    #expect(run("run", "sample", "--count", "7", "--out", "rows.npy").status == 0)
    let (header, values) = try npy("rows.npy")
    #expect(header.contains("(7, 4)") && header.contains("<f4"))
    let cells = table(run("run", "sample", "--count", "7").output).dropFirst().joined().compactMap { Float($0) }
    #expect(values == cells)
  }

  @Test func encodingIsADistribution() throws {
    let rows = table(run("run", "encode", "--split", "train").output)
    #expect(
      rows[0] == [
        "row", "z=0", "z=1", "w=0", "w=1", "w=2", "z.likeliest", "w.likeliest", "z.map", "w.map", "map_log_probability",
      ])
    #expect(rows.count == 19)
    for row in rows.dropFirst() {
      let values = row.compactMap { Double($0) }
      #expect(values.count == 11)
      #expect(abs(values[1] + values[2] - 1) < 1e-5 && abs(values[3...5].reduce(0, +) - 1) < 1e-5)
      #expect(values[10] <= 1e-6)
      #expect(values[6] == (values[2] > values[1] ? 1 : 0))
    }
    #expect(!rows.dropFirst().contains { Int($0[0]).map { $0 % 4 == 1 } ?? true }, "rows 1, 5, 9 ... are valid")
  }

  @Test func sampledEncodingSaysSoAndAgrees() throws {
    let exact = table(run("run", "encode", "--split", "train").output)
    try folder.write(
      "many.yaml",
      TemporaryFolder.toySpec.replacingOccurrences(of: "gradient: exact", with: "gradient: rloo")
        + "\nlimits: {enumeration: 2}\n")
    #expect(run("many.yaml", "train", "--run", "many").status == 0)
    let sampled = run("many", "encode", "--split", "train")
    #expect(sampled.status == 0)
    #expect(sampled.errors.contains("sampled-encoding"))
    let rows = table(sampled.output)
    #expect(rows[0] == exact[0] && rows.count == exact.count)
    for row in rows.dropFirst() {
      let values = row.compactMap { Double($0) }
      #expect(abs(values[3...5].reduce(0, +) - 1) < 1e-4)
    }
  }

  @Test func reconstructionStandsBesideTheRow() throws {
    let rows = table(run("run", "reconstruct", "--split", "train", "--count", "5").output)
    #expect(rows[0].count == 9 && rows[0][5] == "a.reconstruction")
    #expect(rows.count == 6)
    for row in rows.dropFirst() {
      #expect(row[1...4].allSatisfy { $0 == "0" || $0 == "1" })
      #expect(row[1] == row[2] && row[1] != row[3], "the row's own values: a, b and not c agree in every row")
    }
    #expect(run("run", "reconstruct", "--out", "rows.png").status == 1, "four columns are no image")
  }

  @Test func rowsOfAFileNeedNoSpec() throws {
    try folder.write("new.csv", "d,c,b,a\n1,0,1,1\n0,1,0,0\n")
    let encoded = run("run/last.safetensors", "encode", "--data", "new.csv")
    #expect(encoded.status == 0, "\(encoded.errors)")
    #expect(table(encoded.output).count == 3)
    #expect(run("run/last.safetensors", "encode").status == 2)
    #expect(run("run", "encode", "--data", "none.csv").status == 1)
    #expect(run("run", "encode", "--data", "new.csv", "--split", "test").status == 2)
    try folder.write("odd.csv", "a,b,c,d\n1,0,1,7\n")
    #expect(run("run", "encode", "--data", "odd.csv").status == 1)
  }

  @Test func evaluateIsOneFlatObject() throws {
    let json = try StrictJSON.read(Array(run("run", "evaluate", "--json").output.utf8))
    guard case .object(let members) = json else {
      Issue.record("no object")
      return
    }
    for name in ["valid.elbo", "valid.kl.z", "valid.log_likelihood", "valid.importance_bound", "parameters"] {
      #expect(members.contains { $0.key == name }, "\(name)")
    }
    for member in members {
      if case .object = member.value { Issue.record("\(member.key) is not flat") }
    }
    #expect(run("run", "evaluate", "--split", "test").status == 1)
    #expect(run("run", "evaluate", "--split", "train").output.contains("train: 18 rows"))
    #expect(run("run", "evaluate", "--data", "toy.csv").output.contains("data: 24 rows"))
  }

  @Test func threadsChangeNothing() throws {
    let one = run("run", "encode", "--split", "train", "--threads", "1").output
    #expect(run("run", "encode", "--split", "train", "--threads", "3", "--isa", "portable").output == one)
  }

  @Test func damagedCheckpointIsRefused() throws {
    let path = folder.path + "/run/last.safetensors"
    #expect(run(path, "validate").output.contains("a whole checkpoint, 30 steps"))
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    bytes[bytes.count - 3] ^= 4
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(run(path, "validate").status == 1)
    #expect(run(path, "sample").status == 1)
  }

  @Test func otherDataAreRefusedAndAChangedSpecIsNamed() throws {
    try folder.write("toy.yaml", TemporaryFolder.toySpec + "\n# changed\n")
    let changed = run("toy.yaml", "encode", "--run", "run")
    #expect(changed.status == 0 && changed.errors.contains("changed-spec"))
    try folder.write("toy.yaml", TemporaryFolder.toySpec.replacingOccurrences(of: "[a, b, c, d]", with: "[a, b, c]"))
    let other = run("toy.yaml", "encode", "--run", "run")
    #expect(other.status == 1 && other.errors.contains("other-data"))
  }

  @Test func noRunYetSaysHowToMakeOne() throws {
    let run = run("toy.yaml", "sample")
    #expect(run.status == 1)
    #expect(run.errors.contains("dvae-run toy.yaml train"))
    #expect(self.run("toy.yaml", "sample", "--run", "toy.csv").status == 1)
    #expect(self.run("run", "sample", "--run", "run").status == 2)
    #expect(self.run("toy.yaml", "train", "--run", "run").status == 1, "a run is never overwritten unasked")
  }

  @Test func divergenceIsStatus4() throws {
    let run = run(
      "toy.yaml", "train", "--run", "wild", "--set", "training.optimizer={sgd: {learning_rate: 1e38}}",
      "--set", "objective.gradient=exact")
    #expect(run.status == 4, "\(run.errors)")
  }
}

@Suite("Image sheets")
struct ImageVerbTests {
  @Test func sheetsOfSamplesAndReconstructions() throws {
    let folder = try TemporaryFolder()
    let names = (0..<16).map { "p\($0)" }
    let rows = (0..<20).map { row in (0..<16).map { ($0 + row) % 3 == 0 ? "1" : "0" }.joined(separator: ",") }
    try folder.write("toy.csv", ([names.joined(separator: ",")] + rows).joined(separator: "\n"))
    try folder.write(
      "toy.yaml",
      """
      version: 1
      data: {train: toy.csv, fields: {pixels: {columns: 0-15, type: binary}}}
      latents: {z: {categories: 3}}
      encoder: exact
      training: {steps: 20, batch_size: all, optimizer: {adam: {learning_rate: 0.1}}}
      """)
    #expect(CommandRun(["toy.yaml", "train", "--run", "run"], in: folder.path).status == 0)
    for (verb, height) in [("sample", 36), ("reconstruct", 70)] {
      let run = CommandRun(["run", verb, "--count", "5", "--out", "\(verb).png"], in: folder.path)
      #expect(run.status == 0, "\(run.errors)")
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/\(verb).png")))
      #expect(Array(bytes[16..<24]) == [0, 0, 2, 34, 0, 0, 0, UInt8(height)], "546 wide: 16 images of 32, gaps of 2")
    }
  }
}
