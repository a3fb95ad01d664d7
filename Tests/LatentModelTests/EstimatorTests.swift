import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct EstimatorTests {
  @Test func autoSumsSmallPosteriors() throws {
    let model = try SpecOf("z: {categories: 10}").model()
    #expect(model.blocks[0].gradient.estimator == .exact)
    #expect(model.blocks[0].gradient.reason == "summing costs 10 terms a row, at most 4096")
    #expect(model.objective.analyticKL == [true])
  }

  @Test func autoSamplesLargePosteriors() throws {
    let model = try SpecOf("z: {categories: 2, count: 13}").model()
    #expect(model.blocks[0].gradient.estimator == .rloo(samples: 4))
    #expect(model.blocks[0].gradient.reason == "summing costs at least 8192 terms a row, over 4096")
  }

  @Test func autoIsDecidedForAllBlocksAtOnce() throws {
    // Together they feed one field: 2^6 * 2^7 = 2^13.
    let model = try SpecOf("a: {categories: 2, count: 6}", "b: {categories: 2, count: 7}").model()
    #expect(model.blocks.map(\.gradient.estimator) == [.rloo(samples: 4), .rloo(samples: 4)])
  }

  @Test func autoSamplesBeforeASampledBlock() throws {
    let model = try SpecOf("a: {categories: 2}", "b: {categories: 2, parents: [a], gradient: {rloo: {samples: 8}}}")
      .model()
    #expect(model.blocks[0].gradient.estimator == .rloo(samples: 8))
    #expect(model.blocks[0].gradient.reason == "`b` is sampled and depends on `a` in q")
  }

  @Test func independentVariablesAreCheap() throws {
    let spec = SpecOf("z: {categories: 2, count: 30}").with(
      "objective: {gradient: exact}", "decoder: {fields: {x: {parents: [z.each]}}}", fields: [field("x", columns: 30)])
    let model = try spec.model()
    #expect(model.eliminationForObjective().terms == 60)
    #expect(model.eliminationForLikelihood().terms == 60)
    #expect(model.logLikelihoodIsAffordable)
  }

  @Test func thirtyVariablesOfOneColumnAreRefused() throws {
    let errors = try SpecOf("z: {categories: 2, count: 30}").with("objective: {gradient: exact}").errors()
    #expect(errors.map(\.code.name) == ["enumeration-over-budget"])
    #expect(
      errors[0].message
        == "summing `z` out needs at least 1073741824 terms a row, over the limit of 1000000: "
        + "the likelihood of `x` holds 30 variables together")
    #expect(errors[0].help.first?.contains("rloo") == true)
  }

  @Test func hugeCostsAreWorded() throws {
    let errors = try SpecOf("z: {categories: 1000, count: 400}").with("objective: {gradient: exact}").errors()
    #expect(errors.first?.message.contains("10^") == true)
  }

  @Test func exactEncoderOverTheLimit() throws {
    let errors = try SpecOf("z: {categories: 2, count: 30}").with("encoder: exact").errors()
    #expect(errors.map(\.code.name) == ["enumeration-over-budget"])
  }

  @Test func chainsAreLinear() throws {
    let model = try SpecOf("z: {categories: 3, count: 50, within: markov}").with(
      "encoder: exact", "decoder: {fields: {x: {parents: [z.each]}}}", fields: [field("x", columns: 50)]
    ).model()
    #expect(model.eliminationForLikelihood().terms == 49 * 9 + 3)
    #expect(model.posteriorOrder.isEmpty && model.objective.analyticKL.isEmpty && !model.encoder.isUsed)
    if case .exact = model.posterior {} else { #expect(Bool(false)) }
  }

  @Test func theLimitCountsNotTheAutomaticOne() throws {
    let spec = SpecOf("z: {categories: 2, count: 12}").with("objective: {gradient: exact}")
    // 2^12 + 2^11 + ... + 2: eliminating a variable leaves a table over the rest.
    #expect(try spec.model().eliminationForObjective().terms == 8190)
    #expect(try spec.with("limits: {enumeration: 8190}").errorCodes() == [])
    #expect(try spec.with("limits: {enumeration: 8189}").errorCodes() == ["enumeration-over-budget"])
  }

  @Test func exactBeforeSampled() throws {
    let errors = try SpecOf(
      "a: {categories: 2, gradient: exact}", "b: {categories: 2, parents: [a], gradient: {rloo: {samples: 4}}}"
    ).errors()
    #expect(errors.map(\.code.name) == ["exact-before-sampled"])
    let turned = try SpecOf(
      "a: {categories: 2, gradient: {rloo: {samples: 4}}}", "b: {categories: 2, parents: [a], gradient: exact}"
    )
    .model()
    #expect(turned.eliminationForObjective().terms == 2)
  }

  @Test func drawsAreJoint() throws {
    let codes = try SpecOf(
      "a: {categories: 2, gradient: {rloo: {samples: 4}}}",
      "b: {categories: 2, gradient: {reinforce: {samples: 2, baseline: none}}}"
    ).errorCodes()
    #expect(codes == ["samples-disagree"])
  }

  @Test func closedFormUnlessPDependsOnWhatFollows() throws {
    // p: c -> b -> a; q: a -> b -> c, and c -> nothing.
    let spec = SpecOf(
      "a: {categories: 2, prior: {parents: [b]}, posterior: {parents: [b]}}",
      "b: {categories: 2, prior: {parents: [c]}}", "c: {categories: 2, posterior: {parents: [b]}}"
    )
    #expect(
      try spec.with("objective: {gradient: {rloo: {samples: 2}}}").model().objective.analyticKL == [true, false, true])
    #expect(
      try spec.with("objective: {gradient: {rloo: {samples: 2}}, kl: sampled}").model().objective.analyticKL == [
        false, false, false,
      ])
    let errors = try spec.with("objective: {gradient: {rloo: {samples: 2}}, kl: analytic}").errors()
    #expect(errors.map(\.code.name) == ["no-analytic-kl"])
    #expect(errors[0].message.contains("`b`") && errors[0].message.contains("`c`"))
    let summed = spec.with("objective: {gradient: exact, kl: analytic}")
    #expect(try summed.model().objective.analyticKL == [true, true, true])
  }
}
