import Datasets
import Diagnostics
import ModelSpec

/// A trained model and where its rows come from.
package struct TrainedRun {
  package var loaded: LoadedModel
  package var target: RunTarget
  /// The spec that names the data; nil for a bare checkpoint.
  package var source: ReadSpec?
}

extension Session {
  /// Finds and reads the checkpoint that a request names, and the spec its data are read by. Warns when that spec is no
  /// longer the one the checkpoint was trained from.
  package func load(_ request: RunRequest) throws -> TrainedRun {
    var source: ReadSpec?
    func read(_ written: String) throws -> ReadSpec {
      let spec = SpecRequest(target: written, overrides: request.overrides, isSandboxed: request.isSandboxed)
      let read = try Pipeline().read(spec, in: self)
      source = read
      return read
    }
    var target = try RunTarget(request, in: self) { try read($0).spec.name.value }
    if let spec = target.spec {
      if source == nil { _ = try read(spec) }
    } else if let override = request.overrides.first {
      throw UsageError("--set \(visible(override)) goes with a spec or a run folder, not with a bare checkpoint")
    }
    var loaded = try StopFlag.endingAtOnce { try loadCheckpoint(target.checkpoint, sources: &sources) }
    if loaded.spec.training.select.value == .last, target.takeLast() {
      loaded = try StopFlag.endingAtOnce { try loadCheckpoint(target.checkpoint, sources: &sources) }
    }
    if let source, let folder = target.folder, source.file.directory != InputFile.resolvingLinks(folder),
      String(decoding: source.file.bytes, as: UTF8.self) != loaded.identity.spec
    {
      let finding = Diagnostic.warning(
        "changed-spec", "`\(source.file.name)` is not as it was when `\(target.checkpoint)` was trained", at: .none)
      try report([finding.help("the model is the one that was trained; train again to use the spec as it is now")])
    }
    return TrainedRun(loaded: loaded, target: target, source: source)
  }

  /// The rows that a request names: those of `--data`, else a split of the spec's data. A bare checkpoint needs
  /// `--data`: a path inside one is never followed.
  package func rows(_ request: RowsRequest, of run: TrainedRun) throws -> Split {
    if let data = request.data {
      if let split = request.split { throw UsageError("--split \(split) does not go with --data") }
      return try rows(ofFile: data, run)
    }
    let dataset = try dataset(of: run)
    if let split = request.split { return try rows(split, of: dataset) }
    return dataset.test ?? dataset.valid ?? dataset.train
  }

  /// The split called `name`.
  func rows(_ name: String, of dataset: Dataset) throws -> Split {
    let split = name == "train" ? dataset.train : name == "valid" ? dataset.valid : dataset.test
    guard let split else { throw InputFile.refusal("no-such-split", "the spec's data have no \(name) rows") }
    return split
  }

  /// The data of the spec, whose columns and values must be those the model was trained with.
  package func dataset(of run: TrainedRun) throws -> Dataset {
    guard let source = run.source else {
      throw UsageError("a checkpoint names no data: add --data FILE, or name its run folder, or the spec with --run")
    }
    let dataset = try Pipeline().load(source)
    let findings = dataset.findings.filter { $0.severity != .note }
    if !findings.isEmpty { try report(findings) }
    if let difference = run.loaded.facts.firstDifference(from: dataset.facts) {
      let finding = Diagnostic.error(
        "other-data", "the model was trained with other data: \(difference)", at: source.spec.data.span)
      throw Refusal([finding.help("read rows of another file by the lists of training with `--data FILE`")])
    }
    return dataset
  }

  private func rows(ofFile written: String, _ run: TrainedRun) throws -> Split {
    let name = sources.add(name: "--data \(written)", bytes: Array(written.utf8))
    let span = Span(source: name, start: 0, end: written.utf8.count)
    let spec = run.loaded.spec
    let folders = DataFolders(spec: currentDirectory)
    let result = try StopFlag.endingAtOnce {
      try loadEvaluation(
        Spanned(written, at: span), section: spec.data, facts: run.loaded.facts, folders: folders,
        memoryLimit: spec.limits.memory.value)
    }
    let findings = result.findings.filter { $0.severity != .note }
    if !findings.isEmpty { try report(findings) }
    return result.rows
  }
}

extension DataFacts {
  /// What a model would notice of other data: a field, a column or a value list that is not the same.
  fileprivate func firstDifference(from other: DataFacts) -> String? {
    let (own, theirs) = (fields.map(\.name), other.fields.map(\.name))
    if own != theirs { return "its fields were \(own.joined(separator: ", "))" }
    for (field, new) in zip(fields, other.fields) {
      if field.kind != new.kind { return "`\(field.name)` is of another type" }
      if field.columns.count != new.columns.count { return "`\(field.name)` had \(field.columns.count) columns" }
      for (column, newColumn) in zip(field.columns, new.columns) where column.values != newColumn.values {
        return "column `\(column.name)` of `\(field.name)` had other values"
      }
    }
    return nil
  }
}
