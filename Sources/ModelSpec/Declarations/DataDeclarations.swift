/// `data`: files, splits and fields.
package enum DataDeclarations {
  package static let data = SectionDeclaration([
    required("train", .shared(.source), "File of the training rows, relative to the spec"),
    optional("valid", split, "File of the validation rows, or rows taken out of train"),
    optional("test", split, "File of the test rows, or rows taken out of train"),
    optional("seed", .whole(0...Int.max), default: "0", "Seed of the splits by fraction and of rows drawn once"),
    optional(
      "format",
      names([
        "csv": "Cells divided by commas", "tsv": "Cells divided by tabs", "idx": "One array, as MNIST's files",
        "npy": "One NumPy array", "npz": "Several NumPy arrays",
      ]), "Format of the files; default by name (`-ubyte` is idx), else csv"),
    optional("delimiter", .text(.delimiter), "Character between cells of csv files"),
    optional(
      "header", .boolean,
      "Whether the first row names the columns; default true, but an all-number first row needs this key"),
    optional(
      "missing", missing, "Cells read as missing, in place of the empty unquoted cell; `[]`: every cell is a value"),
    optional(
      "fields", .entries(of: .section(field), names: .part, minimum: 1),
      "What the columns hold; left out it is one field per column, types inferred"),
  ])

  /// A path, or arrays side by side.
  package static let source: ValueKind = .either([
    .text(.path),
    .section(SectionDeclaration([required("files", files, "Arrays side by side: name and path of each")])),
  ])

  private static let files: ValueKind = .entries(of: .text(.path), names: .any, minimum: 1)

  private static let split: ValueKind = .either([
    .text(.path),
    .section(
      SectionDeclaration(
        [
          optional("files", files, "Arrays side by side: name and path of each"),
          optional("fraction", .number(.properFraction), "This part of train, by hash of row number and seed"),
          optional("first", .whole(1...Largest.rows), "The first rows of train"),
          optional("last", .whole(1...Largest.rows), "The last rows of train"),
          optional("every", .whole(2...Largest.rows), "Every n-th row of train"),
          optional("offset", .whole(0...Largest.rows), "The first of these rows, from 0; default 0"),
        ],
        rules: [.exactlyOne(["files", "fraction", "first", "last", "every"]), .needs("offset", "every")])),
  ])

  private static let missing: ValueKind = .list(of: .text(.any), count: 0...Int.max)

  private static let field = SectionDeclaration(
    [
      required(
        "type", names(["binary": "Bits", "categorical": "Values from a list, one list a column"]), "What the rows hold"),
      optional(
        "columns", .either([.column, .list(of: .column, count: 1...Int.max)]),
        "Name or 0-based number of a column or array, an inclusive range, a list of these, or `rest`; default the field's name"
      ),
      optional("role", names(["label": "Kept out of the model; only evaluation sees it"]), "Part in the model"),
      optional("missing", missing, "Cells of this field read as missing"),
    ],
    variants: .init(key: "type", keys: [("binary", binary), ("categorical", categorical)]))

  private static let binary: [KeyDeclaration] = [
    optional("scale", .number(.above(0)), default: "1", "Divides every value first"),
    optional(
      "binarize",
      .choice([
        Alternative(
          "threshold", "1 from this value up", options: [required("value", .number(.any), "Smallest value that is 1")],
          mainOption: "value"),
        Alternative("static", "Drawn once"),
        Alternative("dynamic", "Drawn at each training visit; valid and test rows once"),
        Alternative("soft", "The grey value is the target: a soft-target bound, not a likelihood"),
      ]), "How grey values become bits"),
  ]

  private static let categorical: [KeyDeclaration] = [
    optional(
      "values", .list(of: .text(.any), count: 1...Int.max), "The values in order; default those of train"),
    optional("min_count", .whole(1...Largest.rows), default: "1", "Values rarer than this in train count as unseen"),
    optional(
      "unseen", names(["error": "Refused", "other": "One more value that stands for them all"]), default: "error",
      "What a value that the list lacks becomes"),
    optional(
      "one_hot",
      .either([
        .whole(2...Largest.columns), .list(of: .whole(1...Largest.columns), count: 1...Int.max),
        .list(of: .list(of: .whole(0...Largest.columns), count: 1...Int.max), count: 1...Int.max),
      ]), "Groups of 0/1 columns read as one column each: a width, widths in order, or lists of the field's columns"),
  ]
}
