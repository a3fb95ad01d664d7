import Diagnostics
import ModelSpec
import Testing

/// Every section of the language with its path, each once.
private func sections() -> [(place: String, keys: [KeyDeclaration])] {
  var found: [(String, [KeyDeclaration])] = []
  func visit(_ kind: ValueKind, at place: String, level: Int) {
    guard level < 9 else { return }
    func add(_ keys: [KeyDeclaration], at place: String) {
      found.append((place, keys))
      for key in keys { visit(key.kind, at: "\(place).\(key.name)", level: level + 1) }
    }
    switch kind {
    case .section(let declaration):
      add(declaration.keys, at: place)
      for variant in declaration.variants?.keys ?? [] { add(declaration.keys + variant.keys, at: place) }
    case .entries(let value, _, _): visit(value, at: place, level: level + 1)
    case .list(let item, _): visit(item, at: place, level: level + 1)
    case .choice(let alternatives): for one in alternatives { add(one.options, at: "\(place).\(one.name)") }
    case .either(let kinds): for kind in kinds { visit(kind, at: place, level: level + 1) }
    case .shared(let shared): visit(shared.kind, at: place, level: level + 1)
    default: break
    }
  }
  visit(.section(SpecDeclarations.spec), at: "", level: 0)
  return found
}

@Test func declarationsAreSound() {
  let found = sections()
  #expect(found.count > 40)
  for (place, keys) in found {
    #expect(Set(keys.map(\.name)).count == keys.count, "\(place) declares a key twice")
    for key in keys {
      #expect(!key.documentation.isEmpty && !key.documentation.hasSuffix("."), "\(place).\(key.name)")
      #expect(!(key.isRequired && key.defaultValue != nil), "\(place).\(key.name) is required and has a default")
    }
  }
}

@Test func mainOptionsAreDeclared() {
  for shared in SharedKind.allCases {
    guard case .list(let item, _) = shared.kind, case .choice(let alternatives) = item else { continue }
    for one in alternatives where one.mainOption != nil {
      #expect(one.options.contains { $0.name == one.mainOption }, "\(one.name)")
    }
  }
}

/// Every default is a value its own declaration accepts: a spec of the required keys alone is accepted, and so are all
/// names of the language that need no options.
@Test func defaultsAreAccepted() throws {
  let start = "data: {train: a.csv}\nlatents: {z: {categories: 2}}\n"
  _ = try read(start + "training: {steps: 1}\n")
  for name in ["adam", "adamw", "radam", "sgd"] { _ = try read(start + "training: {steps: 1, optimizer: \(name)}\n") }
  for name in [
    "auto", "exact", "reinforce", "rloo", "{reinforce: {baseline: average}}", "{reinforce: {baseline: network}}",
  ] {
    _ = try read(start + "training: {steps: 1}\nobjective: {gradient: \(name)}\n")
  }
}

@Test func pyTorchDefaults() throws {
  let start = "data: {train: a.csv}\nlatents: {z: {categories: 2}}\n"
  func optimizer(_ name: String) throws -> Optimizer {
    try read(start + "training: {steps: 1, optimizer: \(name)}\n").0.spec.training.optimizer.value
  }
  guard case .adam(let options) = try optimizer("adam"), case .adamw(let decoupled) = try optimizer("adamw") else {
    Issue.record("other optimisers")
    return
  }
  #expect(options.learningRate == 1e-3 && options.beta1 == 0.9 && options.beta2 == 0.999)
  #expect(options.epsilon == 1e-8 && options.weightDecay == 0)
  #expect(decoupled.weightDecay == 0.01)
  #expect(try optimizer("sgd") == .sgd(learningRate: 1e-3, momentum: 0, weightDecay: 0))
}

@Test func namesFromFiles() throws {
  let text = "data: {train: a.csv}\nlatents: {z: {categories: 2}}\ntraining: {steps: 1}\n"
  #expect(try read(text, stem: "two-level_1.2").0.spec.name.value == "two-level_1.2")
  #expect(try read(text, stem: "my spec (2)").0.spec.name.value == "my-spec--2-")
  #expect(try read(text, stem: "..x").0.spec.name.value == "x")
  #expect(try read(text, stem: "").0.spec.name.value == "spec")
  #expect(try read(text, stem: "größe").0.spec.name.value == "größe")
}
