import Diagnostics

/// A `count` beside a list of sizes that has another length.
///
///     z: {categories: [3, 4], count: 3}     # flagged
///     z: {categories: [3, 4]}               # accepted: two variables
enum CountDiffersFromCategories: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    root.sections("latents").compactMap { name, block in
      guard let categories = block["categories"], let sizes = categories.list, let count = block["count"],
        let value = count.whole, value != sizes.count
      else { return nil }
      return Diagnostic.error(
        "count-differs", "`count` is \(value), but `categories` lists \(sizes.count) sizes", at: count.span
      ).context("the sizes are listed here", at: categories.span)
        .help("remove `count`: a list makes one variable per size")
        .pointing(to: "latents", name.value, "count")
    }
  }
}
