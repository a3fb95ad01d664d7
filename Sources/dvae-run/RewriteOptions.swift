import ArgumentParser
import TensorGraph

/// Which rewrites are switched off.
struct RewriteOptions: ParsableArguments {
  @Option(
    name: .customLong("without"),
    help: ArgumentHelp(
      "Switch a rewrite off, to see what it saves: \(RewriteName.list). May be repeated.", valueName: "rewrite"))
  var names: [RewriteName] = []

  var without: Set<Rewrite> { Set(names.map(\.rewrite)) }
}

/// A rewrite by its name.
struct RewriteName: ExpressibleByArgument {
  var rewrite: Rewrite
  static let list = Rewrite.allCases.map(\.rawValue).joined(separator: ", ")

  init?(argument: String) {
    guard let rewrite = Rewrite(rawValue: argument) else { return nil }
    self.rewrite = rewrite
  }
}
