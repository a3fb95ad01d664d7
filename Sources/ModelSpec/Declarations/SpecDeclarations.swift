/// The whole language: the sections of a spec.
package enum SpecDeclarations {
  package static let spec = SectionDeclaration([
    optional("version", .whole(1...1), default: "1", "Version of the language"),
    optional("name", .text(.runName), "Name of the run's folder; default the file's stem"),
    required("data", .section(DataDeclarations.data), "Files, splits and fields"),
    required(
      "latents", .entries(of: .section(LatentDeclarations.block), names: .part, minimum: 1),
      "Blocks of latent variables: the factorisation of p and q"),
    optional("encoder", NetworkDeclarations.encoder, default: [:], "Network of q; left out it is linear"),
    optional(
      "decoder", .section(NetworkDeclarations.decoder), default: [:], "Network of p(x | z); left out it is linear"),
    optional("objective", .section(ObjectiveDeclarations.objective), default: [:], "What training maximises"),
    required("training", .section(TrainingDeclarations.training), "Length, batches and optimiser"),
    optional(
      "evaluation", .section(EvaluationDeclarations.evaluation), default: [:], "What is measured, and how often"),
    optional(
      "limits", .section(EvaluationDeclarations.limits), default: [:], "Past these a spec is refused before it runs"),
    optional(
      "ablation", .section(AblationDeclarations.ablation), "Alternatives that `ablate` trains and compares"),
  ])
}
