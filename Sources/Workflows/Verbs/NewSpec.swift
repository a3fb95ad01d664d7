import Checkpoint
import Datasets
import Diagnostics
import ModelSpec

/// Reads a data file and writes a first spec for it, with comments on what was seen. The spec validates and trains.
///
/// Throws a `Refusal` with what is wrong with the file, or when `out` exists.
package func newSpec(data: String, out: String?, in session: Session) throws -> ExitStatus {
  let draft = try SpecDraft(data: data, in: session)
  let text = draft.text
  try draft.check(text, in: session)
  guard let out else {
    try session.output.write(text)
    return .success
  }
  guard (try? InputFile.kind(of: session.path(out), written: out)) == nil else {
    throw UsageError("`\(out)` exists: choose another name, or remove it first")
  }
  try AtomicFile.replace(session.path(out), with: Array(text.utf8))
  return .success
}

/// What a data file looks like, and the spec that fits it.
private struct SpecDraft {
  private let path: String
  private let written: String
  private let header: Bool?
  private let facts: DataFacts
  private let findings: [Diagnostic]

  init(data written: String, in session: Session) throws {
    self.written = written
    path = InputFile.absolute(session.path(written))
    do {
      let dataset = try Self.load(path, header: nil, in: session)
      (header, facts, findings) = (nil, dataset.facts, dataset.findings)
    } catch let refusal as Refusal where refusal.diagnostics.contains(where: { $0.code == "ambiguous-header" }) {
      // A first row of numbers: data, as in most files without names.
      let dataset = try Self.load(path, header: false, in: session)
      (header, facts, findings) = (false, dataset.facts, dataset.findings)
    }
  }

  private static func load(_ path: String, header: Bool?, in session: Session) throws -> Dataset {
    let head = header.map { ", header: \($0)" } ?? ""
    let text =
      "{data: {train: \(JSONValue.string(path).compactText)\(head)}, latents: {z: {categories: 2}}, training: {steps: 1}}"
    let file = SpecFile(name: "new", bytes: Array(text.utf8), directory: "/", stem: "new")
    let source = try Pipeline().read(
      SpecText(file, overrides: [], isSandboxed: false, in: session), sources: session.sources)
    return try Pipeline().load(source)
  }

  /// Refuses a text that this program would not accept: that is our mistake, not the user's.
  func check(_ text: String, in session: Session) throws {
    let file = SpecFile(
      name: "the new spec", bytes: Array(text.utf8),
      directory: InputFile.absolute(session.currentDirectory.isEmpty ? "." : session.currentDirectory), stem: "new")
    let spec = try SpecText(file, overrides: [], isSandboxed: false, in: session)
    do {
      let source = try Pipeline().read(spec, sources: session.sources)
      _ = try Pipeline().resolve(source.spec, Pipeline().load(source).facts)
    } catch let refusal as Refusal {
      throw InternalError(stage: "new", refusal.diagnostics.map(\.message).joined(separator: "; "))
    }
  }

  /// Columns that number the rows, or have one value only, are left out.
  private func isUseful(_ field: FieldFacts) -> Bool {
    guard let column = field.columns.first else { return false }
    if column.frequencies.contains(1) { return false }
    return field.kind != .categorical || 10 * column.values.count <= 9 * max(1, facts.trainRows - column.missing)
  }

  var text: String {
    let useful = facts.fields.filter(isUseful)
    let binary = useful.filter { $0.kind != .categorical }
    let categorical = useful.filter { $0.kind == .categorical }
    let left = facts.fields.filter { !isUseful($0) }
    var lines = [
      "# A first spec for \(visible(written)): \(counted(facts.trainRows, "row")), \(counted(facts.fields.count, "column")).",
      "# Next: dvae-run SPEC validate, then dvae-run SPEC train. dvae-run SPEC render shows every default.",
      "version: 1", "data:", "  train: \(JSONValue.string(written).compactText)",
    ]
    if let header { lines.append("  header: \(header)  # the first row is numbers: write true if they are names") }
    if facts.trainRows >= 20 {
      lines += [
        "  valid: {fraction: 0.1}  # rows that choose the checkpoint", "  test: {fraction: 0.1}  # rows for the report",
      ]
    }
    lines.append("  fields:")
    lines += field("bits", "binary", binary)
    lines += field("categories", "categorical", categorical)
    if useful.isEmpty { lines += field("columns", "categorical", facts.fields) }
    if !left.isEmpty, !useful.isEmpty {
      let names = left.prefix(8).map { visible($0.columns.first?.name ?? $0.name) }.joined(separator: ", ")
      lines.append("    # left out, with one value or nearly as many as rows: \(names)\(left.count > 8 ? ", ..." : "")")
    }
    return (lines + model(rows: facts.trainRows)).joined(separator: "\n") + "\n"
  }

  private func field(_ name: String, _ type: String, _ fields: [FieldFacts]) -> [String] {
    guard !fields.isEmpty else { return [] }
    let columns = fields.compactMap { field -> String? in
      guard let source = field.columns.first?.sources.first else { return nil }
      return source.name.map { JSONValue.string($0).compactText } ?? String(source.position)
    }
    // A value that only held-out rows have would be an error; `other` takes it.
    let option = type == "categorical" ? ", unseen: other" : ""
    return ["    \(name): {type: \(type)\(option), columns: [\(columns.joined(separator: ", "))]}"]
  }

  private func model(rows: Int) -> [String] {
    [
      "    # A field with `role: label` is kept out of the model and compared with its codes by evaluate.",
      "latents:", "  z: {categories: 10}  # one variable of ten values: a mixture, summed out exactly",
      "  # Ten more, each given z in p and in q: detail: {categories: 4, count: 10, parents: [z]}",
      "encoder: {layers: [{dense: 64}, relu]}", "decoder: {layers: [{dense: 64}, relu], bias: data}",
      "training: {epochs: 50, batch_size: \(rows >= 200 ? "100" : "all"), optimizer: {adam: {learning_rate: 1e-3}}, seed: 1}",
    ]
  }
}
