import Foundation
import Testing

@Suite("new")
struct NewSpecTests {
  @Test func theFirstSpecValidatesAndTrains() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map { "r\($0),\($0 % 2),\($0 / 2 % 2),\(["red", "green", "blue"][$0 % 3]),7" }
    try folder.write("my data.csv", (["id,a,b,colour,same"] + rows).joined(separator: "\n") + "\n")
    let made = CommandRun(["new", "--data", "my data.csv", "--out", "first.yaml"], in: folder.path)
    #expect(made.status == 0, "\(made.errors)")
    let check = CommandRun(["first.yaml", "validate", "--format", "concise", "--fail-on", "note"], in: folder.path)
    #expect(check.status == 0 && check.output.isEmpty, "\(check.output)")
    let text = try String(contentsOfFile: folder.path + "/first.yaml", encoding: .utf8)
    #expect(text.contains("columns: [\"a\", \"b\"]") && text.contains("rows: id, same"), "\(text)")
    let trained = CommandRun(["first.yaml", "train", "--set", "training.epochs=2"], in: folder.path)
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(CommandRun(["new", "--data", "my data.csv", "--out", "first.yaml"], in: folder.path).status == 2)
  }

  @Test func numbersWithoutNames() throws {
    let folder = try TemporaryFolder()
    try folder.write("bits.csv", (0..<30).map { "\($0 % 2),\($0 / 2 % 2)" }.joined(separator: "\n") + "\n")
    let made = CommandRun(["new", "--data", "bits.csv"], in: folder.path)
    #expect(made.output.contains("header: false") && made.output.contains("columns: [0, 1]"), "\(made.errors)")
  }

  @Test func whatIsWrongWithTheFileIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("ragged.csv", "a,b\n0,1\n0\n")
    let run = CommandRun(["new", "--data", "ragged.csv"], in: folder.path)
    #expect(run.status == 1 && run.errors.contains("ragged-row"), "\(run.errors)")
    #expect(CommandRun(["new", "--data", "none.csv"], in: folder.path).status == 1)
    #expect(CommandRun(["new"], in: folder.path).status == 2)
  }
}
