import Datasets
import Diagnostics
import ExecutionPlan
import LatentModel
import ModelSpec
import TensorGraph
import TensorOps
import YAMLDocument

/// The whole order: text -> document -> spec -> data -> model -> graph -> plan. No other file knows it.
package struct Pipeline {
  package var observer: any StageObserver

  package init(observer: any StageObserver = SilentObserver()) { self.observer = observer }

  /// A spec with its data and its model. Throws `Refusal` with everything that is wrong in the first stage that refuses.
  package func prepare(_ request: SpecRequest, in session: Session) throws -> PreparedModel {
    let source = try read(request, in: session)
    let dataset = try load(source)
    let resolution = try resolve(source.spec, dataset.facts)
    return PreparedModel(
      source: source, dataset: dataset, model: resolution.model, parameters: ParameterTable(resolution.model),
      findings: source.allowances.applied(to: source.reading.findings + dataset.findings + resolution.findings))
  }

  /// Text -> document -> spec, the overrides of the command line in place.
  package func read(_ request: SpecRequest, in session: Session) throws -> ReadSpec {
    try read(SpecText(request, in: session), sources: session.sources)
  }

  /// The same for a text that is already in hand; `sources` holds it.
  func read(_ text: SpecText, sources: SourceMap) throws -> ReadSpec {
    let document = try runStage(.document, observer: observer) {
      try Document(bytes: text.file.bytes, source: text.source)
    }
    let artifact = try runStage(.spec, observer: observer) {
      SpecArtifact(
        reading: try readSpec(document: document, overrides: text.overrides, fileStem: text.file.stem),
        sources: sources)
    }
    return ReadSpec(
      file: text.file, reading: artifact.reading, folders: text.folders, allowances: Allowances(document),
      dataNode: text.dataNode(document))
  }

  /// Spec -> data.
  package func load(_ source: ReadSpec) throws -> Dataset {
    try runStage(.data, observer: observer) {
      try loadDataset(
        section: source.spec.data, folders: source.folders, memoryLimit: source.spec.limits.memory.value)
    }
  }

  /// Spec -> what its data say, without reading them again where `cache` holds it.
  func facts(_ source: ReadSpec, _ cache: FactsCache?) throws -> DataReading {
    try runStage(.data, observer: observer) {
      func read() throws -> DataReading {
        let dataset = try loadDataset(
          section: source.spec.data, folders: source.folders, memoryLimit: source.spec.limits.memory.value)
        return DataReading(facts: dataset.facts, findings: dataset.findings)
      }
      guard let cache, let key = FactsKey(source) else { return try read() }
      return try cache.reading(key, read)
    }
  }

  /// Spec and facts of the data -> model.
  package func resolve(_ spec: Spec, _ facts: DataFacts) throws -> Resolution {
    try runStage(.model, observer: observer) { try resolveModel(spec: spec, facts: facts) }
  }

  /// Model -> graph -> plan of one purpose.
  package func plan(_ program: Program, _ model: Model, _ parameters: ParameterTable, batchSize: Int) throws -> Plan {
    try plan(graph(program, model, parameters, batchSize: batchSize), parameters)
  }

  /// Model -> graph of one purpose, without some rewrites.
  package func graph(
    _ program: Program, _ model: Model, _ parameters: ParameterTable, batchSize: Int, without: Set<Rewrite> = []
  ) throws -> Graph {
    try runStage(.graph, observer: observer) {
      try program.graph(model, parameters, batchSize: batchSize, without: without)
    }
  }

  /// Spec -> how the optimisers move the parameters, without some rewrites.
  package func update(
    _ training: TrainingSection, _ parameters: ParameterTable, without: Set<Rewrite> = []
  ) throws -> UpdateProgram {
    try runStage(.graph, observer: observer) { Programs.update(training, parameters, without: without) }
  }

  /// Graph -> plan.
  package func plan(_ graph: Graph, _ parameters: ParameterTable) throws -> Plan {
    try runStage(.plan, observer: observer) {
      PlannedProgram(plan: try Plan(graph, parameters: parameters), parameterElements: parameters.elementCount)
    }.plan
  }
}
