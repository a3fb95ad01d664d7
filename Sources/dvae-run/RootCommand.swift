import ArgumentParser
import Workflows

/// The command: verbs and the options of all.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dvae-run",
    abstract: "Train and use variational autoencoders with discrete latent variables from one YAML file.",
    usage: "dvae-run SPEC VERB [options]",
    discussion: """
      A spec names data, latents, networks, objective and training. `dvae-run spec.yaml validate` says what it means, \
      `train` trains it into a run folder, and the other verbs use that run. `dvae-run VERB SPEC` is accepted too; \
      `dvae-run VERB --help` lists a verb's options.

      Paths in a spec are relative to the spec's folder, paths of the command line to the working directory.

      Exit status: 0 fine; 1 what a file says is wrong; 2 the command line is wrong; 3 the machine refused (disk, \
      memory, permission); 4 training diverged; 5 a comparison found a difference; 70 a bug; 129, 130, 143 stopped by \
      a signal, after a checkpoint if it trained; 141 the reader of standard output went away.
      """,
    version: Version.report,
    subcommands: verbs)

  static let verbs: [any ParsableCommand.Type] = [
    ValidateVerb.self, PlanVerb.self, TrainVerb.self, EvaluateVerb.self, SampleVerb.self, EncodeVerb.self,
    ReconstructVerb.self, ExplainVerb.self, SchemaVerb.self, RenderVerb.self, NewVerb.self, BenchVerb.self,
    AblateVerb.self, AblationWorkerVerb.self,
  ]
}
