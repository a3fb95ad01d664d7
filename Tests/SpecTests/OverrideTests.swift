import Diagnostics
import ModelSpec
import Testing
import YAMLDocument

private let base = """
  data: {train: toy.csv}
  latents: {z: {categories: 3}}
  encoder: {layers: [{dense: 256}, relu]}
  objective: {gradient: rloo}
  training: {steps: 10}

  """

/// The report of a base spec with these overrides, or the chosen lines of its dump when it is accepted.
private func report(_ arguments: String...) throws -> String {
  var sources = SourceMap()
  let bytes = Array(base.utf8)
  let source = sources.add(name: "base.yaml", bytes: bytes)
  do {
    let overrides = try arguments.map { try Override(argument: $0, sources: &sources) }
    let reading = try readSpec(document: Document(bytes: bytes, source: source), overrides: overrides, fileStem: "base")
    return reading.dump(sources: sources).split(separator: "\n").filter { $0.contains("--set") }.joined(separator: "\n")
  } catch let refusal as Refusal {
    return TextReport(sources: sources).text(refusal.diagnostics)
  }
}

@Test func overridesReplaceAndMake() throws {
  #expect(try report("training.steps=1e3") == "training.steps = 1000  # --set training.steps=1e3")
  #expect(
    try report("training.optimizer.sgd.learning_rate=.5")
      .contains("training.optimizer.sgd.learning_rate = 0.5  # --set training.optimizer.sgd.learning_rate=.5"))
  #expect(
    try report("encoder.layers.0.dense={units: 8}")
      .contains("encoder.layers.0.dense.units = 8  # --set encoder.layers.0.dense={units: 8}"))
  #expect(try report("encoder.layers.1=tanh") == "encoder.layers.1 = tanh  # --set encoder.layers.1=tanh")
  #expect(try report("name=größe") == "name = \"größe\"  # --set name=größe")
  #expect(try report("data.missing=['?', \"=\"]") == "data.missing = [\"?\", \"=\"]  # --set data.missing=['?', \"=\"]")
  #expect(
    try report("objective.gradient.rloo.samples=8").contains("objective.gradient.rloo.samples = 8"))
  #expect(try report("training.steps=3", "training.steps=4") == "training.steps = 4  # --set training.steps=4")
  #expect(try report("latents.new.categories=5").contains("latents.new.categories = 5"))
}

@Test func wrongOverridesPointIntoTheArgument() throws {
  #expect(
    try report("training.steps=x") == """
      error[wrong-type]: `training.steps` must be a whole number from 1 to 1000000000000, not `x`
       --> --set training.steps=x:1:16
        |
      1 | training.steps=x
        |                ^

      1 error

      """)
  #expect(
    try report("training.stepz=3").contains(
      """
      error[unknown-key]: `training` has no key `stepz`
       --> --set training.stepz=3:1:10
        |
      1 | training.stepz=3
        |          ^^^^^
        = help: did you mean `steps`?
      """))
  let codes = [
    ("training", "bad-override"), ("=3", "bad-override"), ("training..steps=3", "bad-override"),
    ("encoder.layers.7=relu", "bad-override"), ("encoder.layers.x=relu", "bad-override"),
    ("encoder.layers.-1=relu", "bad-override"), ("training.steps.x=3", "bad-override"),
    ("objective.gradient.reinforce.samples=3", "bad-override"), ("training.steps=", "empty-value"),
    ("training.steps={", "yaml-syntax"), ("training.steps=!!int 3", "yaml-tag"),
    ("training.epochs=3", "conflicting-keys"),
    ("training=3", "wrong-type"), (String(repeating: "a.", count: 5000) + "a=3", "bad-override"),
    ("training.steps=" + String(repeating: "[", count: 5000), "nesting-too-deep"),
    ("training.steps=*x", "unknown-anchor"), ("training.steps=1\n---\n2", "second-document"),
    ("training.steps=%TAG ! x", "yaml-directive"),
  ]
  for (argument, code) in codes {
    let text = try report(argument)
    #expect(text.hasPrefix("error[\(code)]"), "\(argument.prefix(40)): \(text)")
  }
}

@Test func wrongOverridesAreReportedTogether() throws {
  let text = try report("encoder.layers.7=relu", "training.stepz=3", "latents.z.categories=0")
  #expect(text.contains("3 errors"))
}
