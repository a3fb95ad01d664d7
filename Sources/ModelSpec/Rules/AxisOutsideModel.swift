import Diagnostics

/// An axis that varies something other than the model and its training: the figures of its runs could not be compared,
/// or would be the same.
///
///     ablation: {axes: {evaluation.elbo_samples: [1, 10]}}     # flagged
enum AxisOutsideModel: SpecRule {
  static func findings(in root: SectionReading) -> [Diagnostic] {
    root.axisPaths.flatMap { axis in
      axis.paths.compactMap { path in
        guard let (message, help) = problem(path.value) else { return nil }
        return Diagnostic.error("axis-outside-model", "an axis cannot set `\(path.value)`: \(message)", at: path.span)
          .help(help).pointing(to: "ablation", "axes", axis.name.value)
      }
    }
  }

  private static func problem(_ path: String) -> (message: String, help: String)? {
    if path == "training.seed" {
      return ("the seeds of all cells are the same", "list them in `ablation.seeds`")
    }
    switch path.split(separator: ".", omittingEmptySubsequences: false).first {
    case "data": return ("runs of other data cannot be compared", "write another spec for other data")
    case "evaluation":
      return ("runs that are evaluated otherwise cannot be compared", "set it for all: `--set \(path)=...`")
    case "limits": return ("it changes no result", "set it for all: `--set \(path)=...`")
    case "version", "name", "ablation":
      return ("it is no part of the model or its training", "vary latents, encoder, decoder, objective or training")
    default: return nil
    }
  }
}
