import Checkpoint
import Diagnostics
import Foundation
import Testing
import Workflows

@Suite("bench")
struct BenchTests {
  @Test func jsonHoldsTheStepAndItsParts() throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(["toy.yaml", "bench", "--steps", "3", "--json"], in: folder.path)
    #expect(run.status == 0, "\(run)")
    let json = try StrictJSON.read(Array(run.output.utf8))
    for key in ["seconds_per_step", "rows_per_second", "bound_ratio", "resident_bytes", "peak_flops", "bandwidth"] {
      #expect(json[key] != nil && json[key] != .null, "\(key)")
    }
    guard case .array(let parts)? = json["instructions"] else {
      Issue.record("no instructions")
      return
    }
    // Every instruction of the plan, the gradient's norm and the update.
    let plan = CommandRun(["toy.yaml", "plan", "--json"], in: folder.path)
    guard case .integer(let count)? = try StrictJSON.read(Array(plan.output.utf8))["instructions"] else {
      Issue.record("no plan")
      return
    }
    #expect(parts.count == count + 2)
    #expect(parts.allSatisfy { $0["seconds"] != nil && $0["bound_seconds"] != nil && $0["kernel"] != nil })
  }

  @Test func textNamesTheMachineAndLeavesNothingBehind() throws {
    let folder = try TemporaryFolder.toy()
    let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let run = CommandRun(["bench", "toy.yaml", "--steps", "2", "--threads", "1"], in: folder.path)
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("machine: ") && run.output.contains("times its bound"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
  }

  /// Eighteen rows in batches of ten: every other batch is a short one, which must neither be timed nor waited for.
  @Test func shortBatchesAreNotTimed() throws {
    let folder = try TemporaryFolder.toy()
    for size in [10, 17, 18, 100] {
      let run = CommandRun(
        ["toy.yaml", "bench", "--steps", "4", "--json", "--set", "training.batch_size=\(size)"], in: folder.path)
      #expect(run.status == 0, "\(run)")
      #expect(try StrictJSON.read(Array(run.output.utf8))["rows"] == .integer(min(size, 18)))
    }
  }

  /// The update reads m, v and p again for each that it moves: 48 bytes an element, not 28.
  @Test func rewritesCanBeSwitchedOff() throws {
    let folder = try TemporaryFolder.toy()
    func parts(_ arguments: [String]) throws -> [JSONValue] {
      let run = CommandRun(["toy.yaml", "bench", "--steps", "2", "--json"] + arguments, in: folder.path)
      guard case .array(let parts)? = try StrictJSON.read(Array(run.output.utf8))["instructions"] else { return [] }
      return parts
    }
    let on = try parts([])
    let off = try parts(["--without", "one-pass-update", "--without", "fuse-elementwise"])
    #expect(off.count > on.count && !on.isEmpty)
    let bytes = [on.last, off.last].map { part -> Double in
      switch part?["bytes"] {
      case .integer(let value)?: Double(value)
      case .number(let value)?: value.value
      default: .nan
      }
    }
    #expect(bytes[0] * 48 == bytes[1] * 28, "\(bytes)")
  }

  /// Inference is timed with the program's own starting values: its instructions are those of its plans.
  @Test(arguments: ["encode", "sample"], [1, 7])
  func inferenceIsTimed(_ task: String, _ rows: Int) throws {
    let folder = try TemporaryFolder.toy()
    let run = CommandRun(
      ["toy.yaml", "bench", "--task", task, "--rows", "\(rows)", "--steps", "3", "--json"], in: folder.path)
    #expect(run.status == 0, "\(run)")
    let json = try StrictJSON.read(Array(run.output.utf8))
    #expect(json["task"] == .string(task) && json["rows"] == .integer(rows))
    guard case .array(let parts)? = json["instructions"] else {
      Issue.record("no instructions")
      return
    }
    #expect(!parts.isEmpty && parts.allSatisfy { $0["kernel"] != .string("update") })
    let text = CommandRun(["toy.yaml", "bench", "--task", task, "--steps", "3"], in: folder.path)
    #expect(text.output.contains("\ncall: "), "\(text)")
  }

  /// More rows than train has are all of them; rows of a training step are the spec's.
  @Test func rowsOfACall() throws {
    let folder = try TemporaryFolder.toy()
    let all = CommandRun(
      ["toy.yaml", "bench", "--task", "encode", "--rows", "100", "--steps", "2", "--json"], in: folder.path)
    #expect(try StrictJSON.read(Array(all.output.utf8))["rows"] == .integer(18))
    #expect(CommandRun(["toy.yaml", "bench", "--rows", "3"], in: folder.path).status == 2)
    #expect(CommandRun(["toy.yaml", "bench", "--task", "sample", "--rows", "0"], in: folder.path).status == 2)
    #expect(
      CommandRun(["toy.yaml", "bench", "--task", "encode", "--without", "skip-zeros"], in: folder.path).status == 2)
    let large = CommandRun(
      ["toy.yaml", "bench", "--task", "sample", "--rows", "100000", "--set", "limits.memory=1MiB"], in: folder.path)
    #expect(large.status != 0 && large.errors.contains("lower --rows"), "\(large)")
  }

  @Test func stepsAreANumber() throws {
    let folder = try TemporaryFolder.toy()
    #expect(CommandRun(["toy.yaml", "bench", "--steps", "0"], in: folder.path).status == 2)
  }
}
