import LatentModel

/// The figures of one split in words and columns, for people. Programs read the same numbers as JSON.
package struct FiguresText {
  private let figures: Figures
  private let model: Model
  private let prefix: String

  /// Lines of the table of variables before the rest is only counted.
  private static let longestTable = 32

  /// Figures named `prefix.elbo` and so on.
  package init(_ figures: Figures, split prefix: String, model: Model) {
    self.figures = figures
    self.model = model
    self.prefix = prefix
  }

  /// Several lines, the last with its end.
  package var text: String {
    var lines = [heading]
    let bound = model.hasSoftTargets ? "soft-target bound" : "elbo"
    lines.append(total("elbo", bound, has("elbo_samples") ? samples("elbo_samples") : "summed over z"))
    lines.append(total("reconstruction", "reconstruction", ""))
    if model.fields.count > 1 {
      for field in model.fields {
        lines.append(
          line("  \(field.name)" + (field.isSoft ? " (soft targets)" : ""), value("reconstruction.\(field.name)")))
      }
    }
    lines.append(total("kl", "kl", ""))
    if has("importance_bound") {
      lines.append(total("importance_bound", "importance bound", samples("importance_samples")))
    }
    if has("log_likelihood") { lines.append(total("log_likelihood", "log likelihood", "summed over z")) }
    if let active = figures["\(prefix).active_variables"] {
      lines.append(line("active variables", "\(Int(active)) of \(model.variables.count)"))
    }
    lines += variables + labels
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let rows = Int(figures["\(prefix).rows"] ?? 0)
    let seconds = figures["\(prefix).seconds"].map { " in \(fixed($0, places: 2)) s" } ?? ""
    return "\(prefix): \(counted(rows, "row"))\(seconds), nats a row (bits a dimension)"
  }

  /// KL, usage perplexity and mutual information of every variable.
  private var variables: [String] {
    guard model.variables.contains(where: { has("usage_perplexity.\($0.name)") }) else { return [] }
    var lines = [Self.columns(["variable", "categories", "kl", "usage", "I(x; z)"])]
    for variable in model.variables.prefix(Self.longestTable) {
      lines.append(
        Self.columns([
          variable.name, "\(variable.categories)", has("kl.\(variable.name)") ? value("kl.\(variable.name)") : "-",
          value("usage_perplexity.\(variable.name)"), value("mutual_information.\(variable.name)"),
        ]))
    }
    let hidden = model.variables.count - Self.longestTable
    return hidden > 0 ? lines + ["  and \(counted(hidden, "variable")) more"] : lines
  }

  private var labels: [String] {
    let start = "\(prefix).label_accuracy."
    return figures.entries.filter { $0.name.hasPrefix(start) }.map { entry in
      let label = String(entry.name.dropFirst(start.count))
      let accuracy = entry.value.map { "\(fixed($0 * 100, places: 2)) %" } ?? "not finite"
      return line("label \(label)", "\(accuracy) by majority vote, nmi \(value("nmi.\(label)"))")
    }
  }

  private func total(_ name: String, _ words: String, _ remark: String) -> String {
    let bits = has("bits_per_dimension.\(name)") ? " (\(value("bits_per_dimension.\(name)")))" : ""
    return line(words, value(name) + bits + (remark.isEmpty ? "" : "  \(remark)"))
  }

  private func samples(_ name: String) -> String {
    figures["\(prefix).\(name)"].map { counted(Int($0), "draw") + " a row" } ?? ""
  }

  private func has(_ name: String) -> Bool { figures.has("\(prefix).\(name)") }

  private func value(_ name: String) -> String {
    figures["\(prefix).\(name)"].map { fixed($0, places: 4) } ?? "not finite"
  }

  private func line(_ name: String, _ value: String) -> String { "  " + Self.padded(name, 20) + " " + value }

  private static func columns(_ cells: [String]) -> String {
    "  " + padded(cells[0], 20)
      + cells.dropFirst().map { " " + String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
