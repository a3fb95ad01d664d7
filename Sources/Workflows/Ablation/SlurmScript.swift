import Ablation
import Diagnostics

/// A script for a Slurm job array whose tasks share an ablation's runs.
struct SlurmScript {
  private let name: String
  private let tasks: Int
  private let threads: Int
  private let directory: String
  private let command: [String]

  /// Tasks of an array at most; more runs share them.
  private static let largestArray = 1000

  init(_ plan: AblationPlan, _ request: AblateRequest, in session: Session) {
    name = plan.name
    tasks = request.shard?.count ?? max(1, min(plan.runs.runs.count, Self.largestArray))
    threads = request.machine.threads ?? 1
    directory = InputFile.absolute(session.currentDirectory.isEmpty ? "." : session.currentDirectory)
    var command = ["dvae-run", request.spec.target, "ablate"]
    for value in request.spec.overrides { command += ["--set", value] }
    for value in request.only { command += ["--only", value] }
    if request.spec.isSandboxed { command.append("--sandbox") }
    if let run = request.run { command += ["--run", run] }
    if let jobs = request.jobs { command += ["--jobs", "\(jobs)"] }
    if let isa = request.machine.instructionSet { command += ["--isa", isa] }
    self.command = command
  }

  /// A task that Slurm stops has a minute to save, is put back, and goes on from its checkpoints.
  var text: String {
    let words = command.map(Self.quoted).joined(separator: " ")
    return """
      #!/bin/bash
      #SBATCH --job-name=\(name)-ablation
      #SBATCH --array=1-\(tasks)
      #SBATCH --cpus-per-task=\(threads)
      #SBATCH --signal=TERM@60
      #SBATCH --requeue
      # When all tasks have ended, the same command without --shard gathers their runs and prints the table:
      #   \(words)
      cd \(Self.quoted(directory)) || exit 2
      exec \(words) \\
        --shard "$SLURM_ARRAY_TASK_ID/\(tasks)" --threads "$SLURM_CPUS_PER_TASK"

      """
  }

  /// A word of a shell: as it is where nothing in it has a meaning, else in quotes.
  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-./=,:".unicodeScalars.contains(scalar))
    }
    if plain && !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
