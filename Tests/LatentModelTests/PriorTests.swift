import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct PriorTests {
  @Test func fixedHoldsForEachVariable() throws {
    let model = try SpecOf("z: {categories: 2, count: 2, prior: {fixed: [0.25, 0.75]}}").model()
    guard case .fixed(let lists) = model.priors[0] else { return #expect(Bool(false)) }
    #expect(lists == [[0.25, 0.75], [0.25, 0.75]])
  }

  @Test func warnings() throws {
    #expect(
      try SpecOf("a: {categories: 2}", "b: {categories: 2}").with("decoder: {parents: [a]}").findingCodes()
        == ["latent-feeds-nothing"])
    #expect(
      try SpecOf("a: {categories: 2, parents: [b]}", "b: {categories: 2}").with("decoder: {parents: [a]}")
        .findingCodes()
        == [])
    #expect(
      try SpecOf("a: {categories: 2}", "b: {categories: 2, prior: {parents: [a]}}").findingCodes() == [
        "posterior-ignores-dependency"
      ])
    #expect(try SpecOf("a: {categories: 1}", "b: {categories: 2}").findingCodes() == ["one-category"])
    #expect(
      try SpecOf("a: {categories: 2}").with("decoder: {layers: [{dense: 3}], fields: {x: {parents: [a]}}}")
        .findingCodes() == ["unused-network"])
    #expect(
      try SpecOf("a: {categories: 2, posterior: {inputs: [x]}}").with("encoder: {layers: [{dense: 3}]}")
        .findingCodes() == ["unused-network"])
  }

  @Test func nothingToModel() throws {
    #expect(
      try SpecOf("z: {categories: 2}").with(fields: [field("x", columns: 1, isLabel: true)]).errorCodes()
        == ["nothing-to-model"])
    #expect(try SpecOf("trunk: {categories: 2}").errorCodes() == ["reserved-name"])
  }
}
