import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct PriorTests {
  @Test func fixedHoldsForEachVariable() throws {
    let model = try SpecOf(block("z", count: 2, prior: prior(.fixed([0.25, 0.75])))).model()
    guard case .fixed(let lists) = model.priors[0] else { return #expect(Bool(false)) }
    #expect(lists == [[0.25, 0.75], [0.25, 0.75]])
  }

  @Test(arguments: [[0.5, 0.25, 0.25], [0.5, 0.4], [-0.5, 1.5], [.nan, 1], [2]])
  func wrongFixedPriors(_ probabilities: [Double]) throws {
    #expect(try SpecOf(block("z", prior: prior(.fixed(probabilities)))).errorCodes() == ["fixed-prior"])
  }

  @Test func zeroNeedsAnExactEncoder() throws {
    let spec = SpecOf(block("z", prior: prior(.fixed([1, 0]))))
    #expect(try spec.errorCodes() == ["zero-prior"])
    #expect(try spec.with { $0.encoder.isExact = true }.errorCodes() == [])
  }

  @Test func uniformDependsOnNothing() throws {
    #expect(
      try SpecOf(block("a"), block("b", parents: ["a"], prior: prior(.uniform))).errorCodes()
        == ["prior-with-dependencies"])
    #expect(
      try SpecOf(block("b", count: 2, within: .markov, prior: prior(.uniform))).errorCodes()
        == ["prior-with-dependencies"])
    #expect(
      try SpecOf(block("b", prior: prior(.uniform, layers: [dense(2)]))).errorCodes() == ["prior-with-dependencies"])
    #expect(
      try SpecOf(block("a"), block("b", prior: prior(.uniform), posterior: posterior(parents: ["a"]))).errorCodes()
        == [])
  }

  @Test func warnings() throws {
    #expect(
      try SpecOf(block("a"), block("b")).with { $0.decoder.parents = references(["a"]) }.findingCodes()
        == ["latent-feeds-nothing"])
    #expect(
      try SpecOf(block("a", parents: ["b"]), block("b")).with { $0.decoder.parents = references(["a"]) }.findingCodes()
        == [])
    #expect(
      try SpecOf(block("a"), block("b", prior: prior(parents: ["a"]))).findingCodes() == [
        "posterior-ignores-dependency"
      ])
    #expect(try SpecOf(block("a", 1), block("b")).findingCodes() == ["one-category"])
    #expect(
      try SpecOf(block("a")).with {
        $0.decoder.layers = layers(dense(3))
        $0.decoder.fields = [fieldDecoder("x", parents: ["a"])]
      }.findingCodes() == ["unused-network"])
    #expect(
      try SpecOf(block("a", posterior: posterior(inputs: ["x"]))).with { $0.encoder.layers = layers(dense(3)) }
        .findingCodes() == ["unused-network"])
  }

  @Test func nothingToModel() throws {
    #expect(try SpecOf().errorCodes() == ["nothing-to-model"])
    #expect(
      try SpecOf(block("z")).with { $0.fields = [field("x", columns: 1, isLabel: true)] }.errorCodes()
        == ["nothing-to-model"])
    #expect(try SpecOf(block("trunk")).errorCodes() == ["reserved-name"])
  }
}
