/// `latents`: one block of variables.
package enum LatentDeclarations {
  package static let block = SectionDeclaration([
    required(
      "categories",
      .either([.whole(1...Largest.width), .list(of: .whole(1...Largest.width), count: 1...Largest.variables)]),
      "Values of each variable; a list makes one variable per size"
    ).remedy("to do without the block, remove it"),
    optional("count", .whole(1...Largest.variables), "Variables; default 1, or one per listed size"),
    optional(
      "parents", .shared(.references), default: [],
      "Blocks, variables or shares each variable depends on, in p and in q"),
    optional("within", .shared(.within), default: "independent", "Dependencies inside the block, in p and in q"),
    optional("prior", prior, default: "learned", "p of the block"),
    optional("posterior", .section(posterior), default: [:], "q of the block where it differs"),
    optional("gradient", .shared(.gradient), "Estimator of this block; default the objective's"),
  ])

  package static let within = names([
    "independent": "None", "autoregressive": "Each on all earlier ones: the chain rule",
    "markov": "Each on the one before",
  ])

  private static let prior: ValueKind = .either([
    .choice([
      Alternative("learned", "Logits from what the block depends on; a root starts uniform"),
      Alternative("uniform", "Every value alike; depends on nothing"),
      Alternative(
        "fixed", "Given probabilities of every value; depends on nothing",
        options: [
          required("probabilities", .list(of: .number(.probability), count: 1...Largest.width), "They sum to 1")
        ], mainOption: "probabilities"),
    ]),
    .section(SectionDeclaration(side)),
  ])

  private static let posterior = SectionDeclaration(
    side + [
      optional(
        "inputs", .shared(.references),
        "What q sees of x: `encoder`, fields and shares; default `encoder` alone, `[]` is nothing")
    ])

  /// Keys that p and q have in common.
  private static let side: [KeyDeclaration] = [
    optional("parents", .shared(.references), "Replaces the block's `parents` on this side"),
    optional("within", .shared(.within), "Replaces the block's `within` on this side"),
    optional("layers", .shared(.layers), default: [], "Layers between what a factor sees and its logits"),
  ]
}
