import Checkpoint
import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import YAMLDocument

/// A data file read under several sections. What it says survives being written as JSON, and is made into a model.
struct DataInput {
  let folder: String
  let name: String

  func run(_ bytes: [UInt8]) throws {
    try AtomicFile.replace(folder + "/" + name, with: bytes)
    for spec in Self.specs { try answering { try read(spec.get()) } }
  }

  private func read(_ spec: Spec) throws {
    var section = spec.data
    section.train = .path(Spanned(name, at: spec.data.span))
    let folders = DataFolders(spec: folder)
    let dataset = try loadDataset(section: section, folders: folders, memoryLimit: Self.memoryLimit)
    var facts = dataset.facts
    _ = facts.textLines
    for index in facts.fields.indices { facts.fields[index].span = .none }
    let written = Array(facts.json.compactText.utf8)
    do {
      guard try DataFacts(json: StrictJSON.read(written), span: .none) == facts else {
        throw BrokenProperty(message: "facts read back differ")
      }
    } catch let problem as FactsProblem { throw BrokenProperty(message: problem.message) }
    try answering { _ = try resolveModel(spec: spec, facts: dataset.facts) }
    let path = Spanned(name, at: spec.data.span)
    _ = try loadEvaluation(
      path, section: section, facts: dataset.facts, folders: folders, memoryLimit: Self.memoryLimit)
  }

  private static let memoryLimit = 64 << 20

  /// A spec for each of the sections.
  private static let specs = sections.map { section in
    Result {
      let text = "data: {train: data.csv, \(section)}\nlatents: {z: {categories: 2}}\ntraining: {steps: 1}\n"
      let document = try Document(bytes: Array(text.utf8), source: SourceID(rawValue: 0))
      return try readSpec(document: document, fileStem: "spec").spec
    }
  }

  private static let sections = [
    "seed: 0",
    "header: false, valid: {fraction: 0.3}, test: {last: 1}",
    "header: true, fields: {x: {columns: [0], type: categorical, min_count: 2, unseen: other}}",
    "header: false, missing: [\"\", nan, \"?\"], fields: {x: {columns: 0-2, type: binary, binarize: {threshold: 8}}}",
    "header: false, fields: {x: {columns: 0-1, type: binary, scale: 255, binarize: soft}}",
    "header: false, fields: {x: {columns: 0-3, type: categorical, one_hot: 2}}",
    "delimiter: \";\", header: false, valid: {every: 3}, fields: {x: {columns: 0, type: categorical}, "
      + "y: {columns: 1, type: categorical, role: label}}",
  ]
}
