import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct EstimatorTests {
  @Test func autoSumsSmallPosteriors() throws {
    let model = try SpecOf(block("z", 10)).model()
    #expect(model.blocks[0].gradient.estimator == .exact)
    #expect(model.blocks[0].gradient.reason == "summing costs 10 terms a row, at most 4096")
    #expect(model.objective.analyticKL == [true])
  }

  @Test func autoSamplesLargePosteriors() throws {
    let model = try SpecOf(block("z", count: 13)).model()
    #expect(model.blocks[0].gradient.estimator == .rloo(samples: 4))
    #expect(model.blocks[0].gradient.reason == "summing costs at least 8192 terms a row, over 4096")
  }

  @Test func autoIsDecidedForAllBlocksAtOnce() throws {
    // Together they feed one field: 2^6 * 2^7 = 2^13.
    let model = try SpecOf(block("a", count: 6), block("b", count: 7)).model()
    #expect(model.blocks.map(\.gradient.estimator) == [.rloo(samples: 4), .rloo(samples: 4)])
  }

  @Test func autoSamplesBeforeASampledBlock() throws {
    let model = try SpecOf(block("a"), block("b", parents: ["a"], gradient: .rloo(samples: 8))).model()
    #expect(model.blocks[0].gradient.estimator == .rloo(samples: 8))
    #expect(model.blocks[0].gradient.reason == "`b` is sampled and depends on `a` in q")
  }

  @Test func independentVariablesAreCheap() throws {
    let spec = SpecOf(block("z", count: 30)).with {
      $0.fields = [field("x", columns: 30)]
      $0.decoder.fields = [fieldDecoder("x", parents: ["z.each"])]
      $0.gradient = Spanned(.exact, at: place(1))
    }
    let model = try spec.model()
    #expect(model.eliminationForObjective().terms == 60)
    #expect(model.eliminationForLikelihood().terms == 60)
    #expect(model.logLikelihoodIsAffordable)
  }

  @Test func thirtyVariablesOfOneColumnAreRefused() throws {
    let errors = try SpecOf(block("z", count: 30)).with { $0.gradient = Spanned(.exact, at: place(1)) }.errors()
    #expect(errors.map(\.code.name) == ["enumeration-over-budget"])
    #expect(
      errors[0].message
        == "summing `z` out needs at least 1073741824 terms a row, over the limit of 1000000: "
        + "the likelihood of `x` holds 30 variables together")
    #expect(errors[0].help.first?.contains("rloo") == true)
  }

  @Test func hugeCostsAreWorded() throws {
    let errors = try SpecOf(block("z", 1000, count: 400)).with { $0.gradient = Spanned(.exact, at: place(1)) }.errors()
    #expect(errors.first?.message.contains("10^") == true)
  }

  @Test func exactEncoderOverTheLimit() throws {
    let errors = try SpecOf(block("z", count: 30)).with { $0.encoder.isExact = true }.errors()
    #expect(errors.map(\.code.name) == ["enumeration-over-budget"])
  }

  @Test func chainsAreLinear() throws {
    let model = try SpecOf(block("z", 3, count: 50, within: .markov)).with {
      $0.fields = [field("x", columns: 50)]
      $0.decoder.fields = [fieldDecoder("x", parents: ["z.each"])]
      $0.encoder.isExact = true
    }.model()
    #expect(model.eliminationForLikelihood().terms == 49 * 9 + 3)
    #expect(model.posteriorOrder.isEmpty && model.objective.analyticKL.isEmpty && !model.encoder.isUsed)
    if case .exact = model.posterior {} else { #expect(Bool(false)) }
  }

  @Test func theLimitCountsNotTheAutomaticOne() throws {
    let spec = SpecOf(block("z", count: 12)).with { $0.gradient = Spanned(.exact, at: place(1)) }
    // 2^12 + 2^11 + ... + 2: eliminating a variable leaves a table over the rest.
    #expect(try spec.model().eliminationForObjective().terms == 8190)
    #expect(try spec.with { $0.enumeration = Spanned(8190, at: place(2)) }.errorCodes() == [])
    #expect(try spec.with { $0.enumeration = Spanned(8189, at: place(2)) }.errorCodes() == ["enumeration-over-budget"])
  }

  @Test func exactBeforeSampled() throws {
    let errors = try SpecOf(
      block("a", gradient: .exact), block("b", parents: ["a"], gradient: .rloo(samples: 4))
    ).errors()
    #expect(errors.map(\.code.name) == ["exact-before-sampled"])
    let turned = try SpecOf(block("a", gradient: .rloo(samples: 4)), block("b", parents: ["a"], gradient: .exact))
      .model()
    #expect(turned.eliminationForObjective().terms == 2)
  }

  @Test func drawsAreJoint() throws {
    let codes = try SpecOf(
      block("a", gradient: .rloo(samples: 4)), block("b", gradient: .reinforce(samples: 2, baseline: .none))
    ).errorCodes()
    #expect(codes == ["samples-disagree"])
  }

  @Test func closedFormUnlessPDependsOnWhatFollows() throws {
    // p: c -> b -> a; q: a -> b -> c, and c -> nothing.
    let spec = SpecOf(
      block("a", prior: prior(parents: ["b"]), posterior: posterior(parents: ["b"])),
      block("b", prior: prior(parents: ["c"])), block("c", posterior: posterior(parents: ["b"]))
    ).with { $0.gradient = Spanned(.rloo(samples: 2), at: place(1)) }
    #expect(try spec.model().objective.analyticKL == [true, false, true])
    #expect(
      try spec.with { $0.kl = Spanned(.sampled, at: place(2)) }.model().objective.analyticKL == [false, false, false])
    let errors = try spec.with { $0.kl = Spanned(.analytic, at: place(2)) }.errors()
    #expect(errors.map(\.code.name) == ["no-analytic-kl"])
    #expect(errors[0].message.contains("`b`") && errors[0].message.contains("`c`"))
    let summed = spec.with {
      $0.gradient = Spanned(.exact, at: place(1))
      $0.kl = Spanned(.analytic, at: place(2))
    }
    #expect(try summed.model().objective.analyticKL == [true, true, true])
  }

  @Test func exactEncoderExcludesOtherKeys() throws {
    let codes = try SpecOf(block("z", posterior: posterior(inputs: []), gradient: .exact)).with {
      $0.encoder.isExact = true
      $0.gradient = Spanned(.auto, at: place(1))
    }.errorCodes()
    #expect(codes == ["exact-encoder-conflict", "exact-encoder-conflict", "exact-encoder-conflict"])
  }
}
