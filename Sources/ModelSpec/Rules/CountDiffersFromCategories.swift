import Diagnostics

/// A `count` beside a list of sizes that has another length; and a note for variables of one value, which carry nothing.
///
///     z: {categories: [3, 4], count: 3}     # flagged
///     z: {categories: 1}                    # noted
enum CountDiffersFromCategories: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    root.sections("latents").flatMap { name, block -> [Diagnostic] in
      guard let categories = block["categories"] else { return [] }
      var findings: [Diagnostic] = []
      if let sizes = categories.list, let count = block["count"], let value = count.whole, value != sizes.count {
        findings.append(
          Diagnostic.error(
            "count-differs", "`count` is \(value), but `categories` lists \(sizes.count) sizes", at: count.span
          ).context("the sizes are listed here", at: categories.span)
            .help("remove `count`: a list makes one variable per size"))
      }
      let sizes = categories.list ?? [categories]
      if let single = sizes.first(where: { $0.whole == 1 }) {
        findings.append(.note("single-category", "a variable of one value carries no information", at: single.span))
      }
      return findings.map { $0.pointing(to: "latents", name.value, "categories") }
    }
  }
}
