/// `ablation`: axes, seeds and what to compare.
package enum AblationDeclarations {
  package static let ablation = SectionDeclaration([
    optional(
      "seeds", .list(of: .whole(0...Int.max), count: 1...Largest.ablationSeeds),
      "Training seeds, the same for every cell, so that differences are paired; default `training.seed` alone"),
    required(
      "axes", .entries(of: axis, names: .any, minimum: 1),
      "What varies, crossed: a dotted path has a list of values, a name of your own has named settings, each a map of "
        + "dotted paths to values (`{}` is the spec as it is); the first entry is the baseline"),
    optional(
      "compare", .list(of: .text(.any), count: 1...Largest.comparedFigures),
      "Figures of the table, as `test.elbo`; default the bound on the rows held out"),
  ])

  private static let axis = ValueKind.either([
    .list(of: .anything, count: 1...Largest.settings),
    .entries(of: .entries(of: .anything, names: .any, minimum: 0), names: .any, minimum: 1),
  ])
}
