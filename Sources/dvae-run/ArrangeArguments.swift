import Workflows

/// Moves the verb to where the parser expects it.
enum ArrangeArguments {
  /// Options that take the argument after them.
  private static let optionsWithValue: Set<String> = [
    "--set", "--threads", "--isa", "--run", "--format", "--events", "--split", "--data", "--count", "--seed", "--out",
    "--dump", "--fail-on", "--stdin-path", "--graph", "--diff", "--steps", "--without", "--only", "--jobs", "--shard",
    "--export", "--task", "--rows",
  ]
  /// What the parser itself understands in the first place.
  private static let general: Set<String> = ["help", "--help", "-h", "--version"]

  /// `SPEC VERB options` as `VERB SPEC options`. An argument list that begins with a verb stays as it is, so a file
  /// called `train` is named `./train`. Throws `UsageError` when there is no verb.
  static func verbFirst(_ arguments: [String], verbs: [String]) throws -> [String] {
    guard let first = arguments.first else { return ["--help"] }
    if verbs.contains(first) || general.contains(first) || first.hasPrefix("--generate-completion-script")
      || first.hasPrefix("--experimental-dump-help")
    {
      return arguments
    }
    var index = 0
    while index < arguments.count, arguments[index] != "--" {
      if verbs.contains(arguments[index]) {
        var rest = arguments
        return [rest.remove(at: index)] + rest
      }
      index += optionsWithValue.contains(arguments[index]) ? 2 : 1
    }
    if arguments.contains(where: general.contains) { return arguments.filter(general.contains) }
    let list = verbs.joined(separator: ", ")
    throw UsageError("no verb: write `dvae-run \(first) VERB`, where VERB is one of \(list)")
  }
}
