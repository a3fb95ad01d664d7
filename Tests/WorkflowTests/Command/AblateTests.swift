import Ablation
import Checkpoint
import Diagnostics
import Foundation
import Testing

/// `ablate` as users run it. Workers are processes, so it is the built command that runs.
@Suite("ablate")
struct AblateTests {
  private static let axes = """
    ablation:
      seeds: [1, 2]
      axes:
        structure:
          given: {}
          alone: {latents.w.parents: []}
          again: {latents.w.parents: [z]}
        training.optimizer.adam.learning_rate: [3e-2, 1e-2]
      compare: [valid.elbo, valid.log_likelihood]
    """

  private func folder(_ ablation: String = AblateTests.axes, _ spec: String = TemporaryFolder.toySpec) throws
    -> TemporaryFolder
  {
    try .toy(spec + "\n" + ablation + "\n")
  }

  private func figures(_ path: String) throws -> [JSONValue.Member] {
    guard case .object(let members) = try StrictJSON.read(Array(Data(contentsOf: URL(filePath: path)))) else {
      return []
    }
    return members.filter { !$0.key.contains("seconds") && !$0.key.contains("rows_per_second") && $0.key != "cost" }
  }

  /// Every run equals the same cell trained by hand with `--set`: figures to the last digit, checkpoints to the byte.
  @Test func equalsCellsTrainedByHand() throws {
    let folder = try folder()
    let run = try CommandRun(shell: "\"$B\" toy.yaml ablate --jobs 2 --threads 2 --run out", in: folder.path)
    #expect(run.status == 0, "\(run.errors)")
    let list = CommandRun(["toy.yaml", "ablate", "--list", "--json", "--run", "out"], in: folder.path)
    let json = try StrictJSON.read(Array(list.output.utf8))
    guard case .array(let cells)? = json["cells"] else {
      Issue.record("no cells: \(list.output)")
      return
    }
    #expect(cells.count == 6 && json["runs"] == 8)
    var folders: Set<String> = []
    for cell in cells {
      guard case .array(let overrides)? = cell["overrides"], case .array(let runs)? = cell["folders"] else { continue }
      for (seed, run) in zip(1...2, runs) {
        guard case .string(let path) = run, folders.insert(path).inserted else { continue }
        var arguments = ["toy.yaml", "train", "--overwrite", "--run", "hand"]
        for case .string(let value) in overrides + [.string("training.seed=\(seed)")] { arguments += ["--set", value] }
        let hand = CommandRun(arguments, in: folder.path)
        #expect(hand.status == 0, "\(hand.errors)")
        #expect(try figures("\(path)/summary.json") == figures("\(folder.path)/hand/summary.json"))
        for file in ["last.safetensors", "best.safetensors", "metrics.jsonl"] {
          let (own, other) = ("\(path)/\(file)", "\(folder.path)/hand/\(file)")
          #expect(FileManager.default.contents(atPath: own) == FileManager.default.contents(atPath: other), "\(file)")
        }
      }
    }
    #expect(folders.count == 8)
    let store = try ResultStore(path: "\(folder.path)/out/results.sqlite")
    let results = try store.results()
    #expect(results.count == 8 && results.allSatisfy { $0.failure == nil && $0.planHash.utf8.count == 64 })
    #expect(try results.allSatisfy { try !store.metrics(of: $0.key).isEmpty })
  }

  /// Once more: nothing trains, and the table is the same but for times. Another order of the results file makes none.
  @Test func nothingIsRepeated() throws {
    let folder = try folder()
    let first = try CommandRun(shell: "\"$B\" toy.yaml ablate --run out", in: folder.path)
    let again = CommandRun(["toy.yaml", "ablate", "--run", "out"], in: folder.path)
    #expect(again.status == 0 && again.output == first.output)
    #expect(again.errors.contains("8 done"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/out/results.sqlite")
    #expect(CommandRun(["toy.yaml", "ablate", "--run", "out"], in: folder.path).output == first.output)
    let csv = CommandRun(["toy.yaml", "ablate", "--run", "out", "--export", "csv"], in: folder.path).output
    #expect(csv.split(separator: "\n").count == 13)
    let json = CommandRun(["toy.yaml", "ablate", "--run", "out", "--export", "json"], in: folder.path).output
    guard case .array(let runs)? = try StrictJSON.read(Array(json.utf8))["runs"] else {
      Issue.record("no runs")
      return
    }
    #expect(runs.count == 12 && runs.allSatisfy { $0["figures"]?["valid.elbo"] != nil })
  }

  @Test func shardsShareTheRuns() throws {
    let folder = try folder()
    for index in 1...3 {
      let shard = try CommandRun(shell: "\"$B\" toy.yaml ablate --run out --shard \(index)/3", in: folder.path)
      #expect(shard.status == 0 && shard.output.isEmpty, "\(shard.errors)")
      #expect(shard.errors.contains("0 done"))
    }
    let gathered = CommandRun(["toy.yaml", "ablate", "--run", "out", "--format", "csv"], in: folder.path)
    #expect(gathered.status == 0 && gathered.errors.contains("8 runs, 8 done"))
    let whole = try CommandRun(shell: "\"$B\" toy.yaml ablate --run whole --format csv", in: folder.path)
    func withoutTimes(_ csv: String) -> [Substring] {
      csv.split(separator: "\n").map { $0[..<($0.lastIndex(of: ",") ?? $0.endIndex)] }
    }
    #expect(withoutTimes(gathered.output) == withoutTimes(whole.output))
    let script = CommandRun(["toy.yaml", "ablate", "--slurm", "--set", "name=a b"], in: folder.path)
    #expect(script.status == 1)  // a name holds no blank
    let slurm = CommandRun(["toy.yaml", "ablate", "--slurm", "--set", "training.seed=3"], in: folder.path)
    #expect(slurm.output.contains("#SBATCH --array=1-8\n"))
    #expect(slurm.output.contains("exec dvae-run toy.yaml ablate --set training.seed=3 \\\n"))
  }

  /// A run that diverges fails alone, is not made again, and the status says so.
  @Test func divergenceFailsOneCell() throws {
    let folder = try folder(
      "ablation: {seeds: [1, 2], axes: {training.optimizer: [{sgd: {learning_rate: 0.1}}, {sgd: {learning_rate: 1e38}}]}}"
    )
    for done in [0, 4] {
      let run = try CommandRun(shell: "\"$B\" toy.yaml ablate --run out", in: folder.path)
      #expect(run.status == 4, "\(run.errors)")
      #expect(run.errors.contains("\(done) done"))
      #expect(run.output.contains("0 (2 failed)") && run.output.contains("2 failed runs are left out"))
      #expect(done > 0 || run.errors.contains("training-diverged"))
    }
  }

  @Test func onlyAndUsage() throws {
    let folder = try folder()
    let list = CommandRun(["toy.yaml", "ablate", "--list", "--only", "structure=alone"], in: folder.path)
    #expect(list.status == 0 && list.output.contains("2 cells, 2 seeds: 6 runs"), "\(list.output)")
    let unknown = CommandRun(["toy.yaml", "ablate", "--only", "structure=lone"], in: folder.path)
    #expect(unknown.status == 2 && unknown.errors.contains("structure=given, structure=alone, structure=again"))
    for arguments in [["--shard", "0/3"], ["--shard", "4/3"], ["--jobs", "0"], ["--list", "--slurm"]] {
      #expect(CommandRun(["toy.yaml", "ablate"] + arguments, in: folder.path).status == 2)
    }
    let plain = try TemporaryFolder.toy()
    let none = CommandRun(["toy.yaml", "ablate"], in: plain.path)
    #expect(none.status == 1 && none.errors.contains("missing-key"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/runs"))
  }

  @Test func otherEvaluationOrDataIsNotCompared() throws {
    let folder = try folder("ablation: {axes: {latents.w.parents: [[z], []]}}")
    #expect(try CommandRun(shell: "\"$B\" toy.yaml ablate --run out", in: folder.path).status == 0)
    let set = ["toy.yaml", "ablate", "--run", "out", "--set"]
    let evaluation = CommandRun(set + ["evaluation.seed=4"], in: folder.path)
    #expect(evaluation.status == 1)
    #expect(evaluation.errors.contains("`evaluation.seed` was 0 and is 4 now"), "\(evaluation.errors)")
    let data = CommandRun(set + ["data.valid={every: 4, offset: 2}"], in: folder.path)
    #expect(data.status == 1 && data.errors.contains("the valid rows were others"), "\(data.errors)")
    let again = try CommandRun(
      shell: "\"$B\" toy.yaml ablate --run out --overwrite --set evaluation.seed=4", in: folder.path)
    #expect(again.status == 0, "\(again.errors)")
  }

  /// Each problem of a cell once, at its own place in the `ablation` section; nothing trains.
  @Test func wrongCellsAreToldOnceEach() throws {
    let folder = try folder(
      """
      limits: {enumeration: 1000}
      ablation:
        seeds: [1, 2]
        axes:
          slip:
            fine: {}
            wrong: {latents.z.categoris: 3}
          circle: {fine: {}, back: {latents.z.parents: [w]}, own: {latents.z.parents: [z]}}
          latents.w.count: [1, 12]
          training.batch_size: [8, many]
      """)
    let run = CommandRun(["toy.yaml", "ablate"], in: folder.path)
    #expect(run.status == 1 && run.output.isEmpty)
    try expectGolden(run.errors, "ablate/wrong-cells.txt")
    #expect(CommandRun(["toy.yaml", "validate"], in: folder.path).status == 1)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/runs"))
  }

  /// What only a combination has is told at its last setting, with the others beside it.
  @Test func aProblemOfTwoSettingsNamesBoth() throws {
    let folder = try folder(
      """
      limits: {enumeration: 200}
      ablation: {axes: {latents.z.categories: [2, 20], latents.w.categories: [3, 20]}}
      """)
    let run = CommandRun(["toy.yaml", "ablate"], in: folder.path)
    #expect(run.status == 1)
    try expectGolden(run.errors, "ablate/wrong-combination.txt")
  }

  @Test func overlappingAxes() throws {
    let folder = try folder(
      "ablation: {axes: {latents.z.categories: [2, 3], size: {small: {}, big: {latents.z.categories: 4}}}}")
    let run = CommandRun(["toy.yaml", "ablate"], in: folder.path)
    #expect(run.status == 1)
    try expectGolden(run.errors, "ablate/overlapping-axes.txt")
  }
}
