extension RuleSheet {
  /// More than 100,000 keys and values, aliases expanded.
  static let tooManyNodes = RuleSheet(
    "too-many-nodes", .error, "More than 100,000 keys and values, aliases expanded",
    explanation: """
      The limit stops files that grow when they are read.
      """,
    flagged: Example(
      """
      x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]
      x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
      x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
      x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
      x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
      x-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
      x-g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """),
    accepted: Example(
      """
      data: {train: data.csv, fields: {x: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 4}}
      training: {steps: 100}

      """))
}
