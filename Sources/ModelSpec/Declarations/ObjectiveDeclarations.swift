/// `objective` and the gradient estimators.
package enum ObjectiveDeclarations {
  package static let objective = SectionDeclaration([
    optional("gradient", .shared(.gradient), default: "auto", "Estimator of blocks that do not say"),
    optional(
      "bound", names(["elbo": "Evidence lower bound"]), default: "elbo", "Bound on log p(x) that training maximises"),
    optional(
      "kl",
      names([
        "auto": "Closed form where it exists, decided per variable",
        "analytic": "Closed form per variable given its draws",
        "sampled": "log q - log p at the draws",
      ]), default: "auto", "How KL(q || p) enters"),
    optional("kl_weight", .number(.atLeast(0)), default: "1", "Weight of KL in training; reported ELBOs have weight 1"),
    optional("free_bits", .number(.atLeast(0)), default: "0", "Nats: a floor under each variable's batch-mean KL"),
  ])

  package static let gradient: ValueKind = .choice([
    Alternative("auto", "`exact` where summing costs at most 4,096 terms a row, else `rloo`"),
    Alternative("exact", "Sums q out by elimination"),
    Alternative(
      "reinforce", "Score function with a baseline",
      options: [
        optional("samples", .whole(1...Largest.samples), default: "1", "Joint draws a row"),
        optional("baseline", baseline, default: "none", "What is subtracted from f"),
      ]),
    Alternative(
      "rloo", "Score function with the mean of the other draws as baseline",
      options: [
        optional("samples", .whole(2...Largest.samples), default: "4", "Joint draws a row").remedy(
          "each draw is compared with the mean of the others: take 2 or more, or for a single draw write "
            + "`reinforce: {samples: 1, baseline: average}`")
      ]),
    Alternative(
      "gumbel_softmax", "Differentiates through a relaxed draw: softmax of logits plus Gumbel noise, one draw a row",
      options: [
        optional("temperature", .number(.above(0)), default: "1", "Divides the noisy logits before the softmax").remedy(
          "usual are 0.3 to 1; for one-hot values write `hard: true`"),
        optional(
          "hard", .boolean, default: "false", "Straight-through: one-hot values, the gradient of the soft ones"),
      ]),
  ])

  private static let baseline: ValueKind = .choice([
    Alternative("none", "Nothing"),
    Alternative(
      "average", "Running mean of f",
      options: [optional("decay", .number(.fraction), default: "0.99", "Part of the old mean that is kept")],
      mainOption: "decay"),
    Alternative("network", "One hidden layer of 100 tanh units on what the encoder sees"),
  ])
}
