import Diagnostics
import LatentModel
import Testing

struct DependencyTests {
  @Test func wholeBlocksAndSingleVariables() throws {
    let model = try SpecOf(
      "a: {categories: 3}", "b: {categories: 2, count: 3}", "c: {categories: 4, count: 2, parents: [b.1, a]}"
    ).model()
    #expect(model.variables.map(\.name) == ["a", "b.0", "b.1", "b.2", "c.0", "c.1"])
    #expect(model.priorDependencies()[4] == ids(0, 2))
    #expect(model.posteriorDependencies()[5] == ids(0, 2))
    #expect(model.blocks[2].variables == 4..<6)
  }

  @Test func sharesPairUp() throws {
    let model = try SpecOf("a: {categories: 2, count: 3}", "b: {categories: 2, count: 3, parents: [a.each]}").model()
    #expect(model.priorDependencies()[3...] == [ids(0), ids(1), ids(2)])
  }

  @Test func sharesOfMoreParents() throws {
    let model = try SpecOf("a: {categories: 2, count: 6}", "b: {categories: 2, count: 2, parents: [a.each]}").model()
    #expect(model.priorDependencies()[6...] == [ids(0, 1, 2), ids(3, 4, 5)])
  }

  @Test func sharesOfFewerParents() throws {
    let model = try SpecOf("a: {categories: 2, count: 2}", "b: {categories: 2, count: 4, parents: [a.each]}").model()
    #expect(model.priorDependencies()[2...] == [ids(0), ids(0), ids(1), ids(1)])
  }

  @Test func unevenShareIsRefused() throws {
    let errors = try SpecOf("a: {categories: 2, count: 3}", "b: {categories: 2, count: 4, parents: [a.each]}").errors()
    #expect(errors.map(\.code.name) == ["uneven-share"])
    #expect(errors[0].message.contains("3 variables") && errors[0].message.contains("4 variables"))
  }

  @Test func chainRuleAndMarkov() throws {
    let all = try SpecOf("a: {categories: 3}", "z: {categories: 2, count: 3, parents: [a], within: autoregressive}")
      .model()
    #expect(all.posteriorDependencies()[1...] == [ids(0), ids(0, 1), ids(0, 1, 2)])
    let one = try SpecOf("a: {categories: 3}", "z: {categories: 2, count: 3, parents: [a], within: markov}").model()
    #expect(one.priorDependencies()[1...] == [ids(0), ids(0, 1), ids(0, 2)])
  }

  @Test func ownBlockComesLastInSources() throws {
    let model = try SpecOf(
      "z: {categories: 2, count: 2, parents: [late], within: autoregressive}", "late: {categories: 3}"
    ).model()
    guard case .networks(let blocks) = model.posterior else { return #expect(Bool(false)) }
    #expect(blocks[0].network.outputs[1].sources == [.encoder, .variable(VariableID(2)), .variable(VariableID(0))])
    #expect(model.posteriorOrder == ids(2, 0, 1))
  }

  @Test func oneSideReplacesTheBlock() throws {
    let model = try SpecOf(
      "a: {categories: 2, prior: {parents: [b]}}", "b: {categories: 2, posterior: {parents: [a], inputs: []}}"
    ).with("decoder: {parents: [a]}").model()
    #expect(model.priorDependencies() == [ids(1), []])
    #expect(model.posteriorDependencies() == [[], ids(0)])
    #expect(model.priorOrder == ids(1, 0))
    #expect(model.posteriorOrder == ids(0, 1))
    #expect(model.objective.analyticKL == [true, true])
  }

  @Test func withinOfOneSideKeepsTheParentsOfTheBlock() throws {
    let model = try SpecOf(
      "a: {categories: 2}", "z: {categories: 2, count: 2, parents: [a], posterior: {within: autoregressive}}"
    ).model()
    #expect(model.priorDependencies()[1...] == [ids(0), ids(0)])
    #expect(model.posteriorDependencies()[1...] == [ids(0), ids(0, 1)])
  }

  @Test func orderTiesInVariableOrder() throws {
    let model = try SpecOf("a: {categories: 2, parents: [c]}", "b: {categories: 2}", "c: {categories: 2}").model()
    #expect(model.priorOrder == ids(1, 2, 0))
  }

  @Test func wrongReferencesAreAllReported() throws {
    let errors = try SpecOf(
      "style: {categories: 2, parents: [stile]}", "b: {categories: 2, count: 2, parents: [b]}",
      "c: {categories: 2, parents: [b.2]}",
      "d: {categories: 2, parents: [b, b.1]}", "e: {categories: 2, parents: [x]}",
      "f: {categories: 2, parents: [encoder]}"
    ).errors()
    #expect(
      errors.map(\.code.name) == [
        "unknown-name", "own-parent", "index-out-of-range", "doubled-parent", "field-as-parent", "field-as-parent",
      ])
    #expect(errors[2].help == ["they are `b.0` to `b.1`"])
    #expect(errors[3].related.count == 1)
  }

  @Test func nearestNameIsOffered() throws {
    let errors = try SpecOf("style: {categories: 2}", "detail: {categories: 2, parents: [stile]}").errors()
    #expect(errors.first?.help == ["did you mean `style`?"])
  }

  @Test func brokenSharedParentsAreReportedOnce() throws {
    let codes = try SpecOf(
      "a: {categories: 2, parents: [nothing], prior: {within: markov}, posterior: {within: markov}}"
    ).errorCodes()
    #expect(codes == ["unknown-name"])
  }

  @Test func cycleNamesEveryEdge() throws {
    let errors = try SpecOf(
      "a: {categories: 2, parents: [b]}", "b: {categories: 2, parents: [c]}", "c: {categories: 2, parents: [a]}"
    ).errors()
    #expect(errors.map(\.code.name) == ["cyclic-parents"])
    #expect(errors[0].message == "a cycle in p and q: `a` depends on `b` depends on `c` depends on `a`")
    #expect(
      errors[0].related.map(\.message) == [
        "`a` depends on `b` here", "`b` depends on `c` here", "`c` depends on `a` here",
      ])
    #expect(Set(errors[0].related.map(\.span)).count == 3)
  }

  @Test func cycleOfOneSide() throws {
    let errors = try SpecOf(
      "a: {categories: 2, prior: {parents: [b]}, posterior: {parents: []}}", "b: {categories: 2, parents: [a]}"
    ).errors()
    #expect(errors.map(\.message) == ["a cycle in p: `a` depends on `b` depends on `a`"])
  }

  @Test func cycleThroughSharesIsToldOnce() throws {
    let errors = try SpecOf(
      "a: {categories: 2, count: 5, parents: [b.each]}", "b: {categories: 2, count: 5, parents: [a.each]}",
      "c: {categories: 2, parents: [a]}"
    ).errors()
    #expect(errors.map(\.code.name) == ["cyclic-parents"])
  }

  @Test func twoCyclesAreTwoErrors() throws {
    let errors = try SpecOf(
      "a: {categories: 2, parents: [b]}", "b: {categories: 2, parents: [a]}", "c: {categories: 2, parents: [d]}",
      "d: {categories: 2, parents: [c]}"
    ).errors()
    #expect(errors.count == 2)
  }

  @Test func hugeModelsAreRefusedQuickly() throws {
    #expect(
      try SpecOf("a: {categories: 2, count: 60000}", "b: {categories: 2, count: 60000}").errorCodes()
        == ["too-many-variables"])
    #expect(
      try SpecOf("a: {categories: 2, count: 20000, within: autoregressive}").errorCodes().contains("model-too-large"))
    #expect(
      try SpecOf("a: {categories: 2, count: 20000}", "b: {categories: 2, count: 20000, parents: [a]}").errorCodes()
        == ["model-too-large"])
  }
}
