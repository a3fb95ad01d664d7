import YAMLDocument

/// `training`: length, batches, optimisers.
package enum TrainingDeclarations {
  package static let training = SectionDeclaration(
    [
      optional("steps", .whole(1...Largest.steps), "Optimiser steps"),
      optional("epochs", .whole(1...Largest.epochs), "Passes over train, each reshuffled"),
      optional(
        "batch_size", .either([names(["all": "Every row of train"]), .whole(1...Largest.rows)]), default: "100",
        "Rows a step"
      ).remedy("for every row of train at once write `all`"),
      optional("seed", .whole(0...Int.max), default: "0", "Seed of starting weights, shuffles and draws"),
      optional("gradient_clip", .number(.above(0)), "Largest global gradient norm"),
      optional("optimizer", .shared(.optimizer), default: "adam", "Update rule"),
      optional("parts", .section(parts), default: [:], "Other update rules for parts of the parameters"),
      optional(
        "evaluate_every", .shared(.interval), default: ["epochs": "1"], "How often the ELBO of valid is measured"),
      optional("checkpoint_every", .shared(.interval), default: ["epochs": "1"], "How often a checkpoint is written"),
      optional(
        "select", names(["valid.elbo": "The best on valid", "last": "The last"]),
        "The checkpoint that `test.*` uses; default `valid.elbo`, without valid `last`"),
      optional("patience", .whole(1...Largest.epochs), "Evaluations without a gain that end training early"),
    ], rules: [.exactlyOne(["steps", "epochs"])])

  package static let interval: ValueKind = .section(
    SectionDeclaration(
      [
        optional("steps", .whole(1...Largest.steps), "Every so many steps"),
        optional("epochs", .whole(1...Largest.epochs), "Every so many epochs"),
      ], rules: [.exactlyOne(["steps", "epochs"])]))

  private static let parts = SectionDeclaration([
    optional("encoder", .shared(.optimizer), "Network of q"),
    optional("decoder", .shared(.optimizer), "Network of p(x | z)"),
    optional("prior", .shared(.optimizer), "p of the latents"),
    optional("control", .shared(.optimizer), "Baselines and control variates"),
  ])

  package static let optimizer: ValueKind = .choice([
    Alternative("adam", "Adam, weight decay added to the gradient", options: adaptive(weightDecay: "0")),
    Alternative("adamw", "Adam with decoupled weight decay", options: adaptive(weightDecay: "0.01")),
    Alternative("radam", "Rectified Adam", options: adaptive(weightDecay: "0")),
    Alternative(
      "sgd", "Gradient descent",
      options: [
        learningRate,
        optional("momentum", .number(.fraction), default: "0", "Part of the last update that is kept"),
        optional("weight_decay", .number(.atLeast(0)), default: "0", "Times the weight, added to the gradient"),
      ]),
  ])

  private static let learningRate = optional("learning_rate", .number(.atLeast(0)), default: "1e-3", "Step size")

  /// Options with PyTorch's defaults.
  private static func adaptive(weightDecay: String) -> [KeyDeclaration] {
    [
      learningRate,
      optional(
        "betas", .list(of: .number(.fraction), count: 2...2), default: ["0.9", "0.999"],
        "Decay of the running mean of the gradient and of its square"),
      optional("eps", .number(.above(0)), default: "1e-8", "Added to the root of the second moment"),
      optional(
        "weight_decay", .number(.atLeast(0)), default: Node(stringLiteral: weightDecay), "Pull of weights to zero"),
    ]
  }
}
