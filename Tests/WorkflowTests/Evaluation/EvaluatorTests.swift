import CPURuntime
import Diagnostics
import Foundation
import TensorGraph
import Testing

@testable import Workflows

@Suite struct EvaluatorTests {
  private func figures(
    _ run: SyntheticRun, _ overrides: [String] = [], batch: Int, threads: Int = 1
  ) throws -> Figures {
    let prepared = try run.prepare(overrides)
    let store = try ParameterStore(prepared.parameters, isTraining: false)
    store.initialize(seed: 5)
    var context = EvaluationContext(
      model: prepared.model, facts: prepared.dataset.facts, parameters: store,
      machine: try Machine(MachineRequest(threads: threads)), pipeline: Pipeline(), seed: 9, memory: 1 << 30,
      stop: { nil })
    context.largestBatch = batch
    let evaluator = Evaluator(context, settings: prepared.spec.evaluation)
    return try evaluator.figures(of: prepared.dataset.train, voters: nil, summed: true)
  }

  @Test(arguments: [
    [], ["evaluation.elbo_samples=3"], ["latents.detail.within=autoregressive"], ["objective.gradient=exact"],
    ["encoder=exact", "objective={}"],
  ])
  func batchesAndThreadsChangeNoDigit(overrides: [String]) throws {
    let run = try SyntheticRun()
    func digits(_ figures: Figures) -> [Figures.Entry] {
      figures.entries.filter { !$0.name.hasSuffix("seconds") && $0.name != "rows_per_second" }
    }
    let whole = digits(try figures(run, overrides, batch: 100))
    #expect(whole.count > 10)
    #expect(whole.allSatisfy { $0.value != nil })
    #expect(digits(try figures(run, overrides, batch: 7)) == whole)
    #expect(digits(try figures(run, overrides, batch: 1, threads: 2)) == whole)
  }

  @Test func partsAddUp() throws {
    let run = try SyntheticRun()
    let figures = try figures(run, batch: 100)
    func value(_ name: String) throws -> Double { try #require(figures[name], "\(name)") }
    #expect(abs(try value("reconstruction") - value("kl") - value("elbo")) < 1e-4)
    #expect(abs(try value("kl.style") + value("kl.detail") - value("kl")) < 1e-9)
    #expect(abs(try value("kl.detail.0") + value("kl.detail.1") + value("kl.detail.2") - value("kl.detail")) < 1e-9)
    #expect(abs(try value("bits_per_dimension.elbo") + value("elbo") / 12 / log(2)) < 1e-12)
    let perplexity = try value("usage_perplexity.style")
    #expect(perplexity > 1 && perplexity <= 3)
    #expect(try value("mutual_information.style") >= 0)
    #expect(try value("log_likelihood") >= value("importance_bound"))
  }

  /// With `encoder: exact` the bound is tight and KL has no parts.
  @Test func exactPosterior() throws {
    let run = try SyntheticRun()
    let figures = try figures(run, ["encoder=exact", "objective={}"], batch: 100)
    #expect(figures["log_likelihood"] == figures["elbo"])
    #expect(figures.has("kl"))
    #expect(!figures.has("kl.style"))
    #expect(!figures.has("active_variables"))
    #expect(figures.has("usage_perplexity.detail.1"))
  }

  /// q(style | x) is 0.4 or more for style 0, under which the details are fair coins; styles 1 and 2 tell the first
  /// group from the others and fix the details. So the greedy code is the same for every row and the joint maximum
  /// is not.
  @Test func labelsVoteByJointMaximumWhereQSumsCheaply() throws {
    let run = try SyntheticRun()
    let groups = try labelAccuracy(run, [])
    #expect(groups > 0.6, "two of three groups share a code")
    // Over the limit of sums: each variable's likeliest value given those before it.
    let greedy = try labelAccuracy(run, ["limits.enumeration=10", "evaluation.exact=false"])
    #expect(greedy < 0.5, "one code for all")
  }

  private func labelAccuracy(_ run: SyntheticRun, _ overrides: [String]) throws -> Double {
    let prepared = try run.prepare(["encoder={}"] + overrides)
    let store = try ParameterStore(prepared.parameters, isTraining: false)
    store.initialize(seed: 5)
    func set(_ name: String, _ value: (Int, Int) -> Float) throws {
      let index = try #require(store.table.index(of: "latents.\(name)"))
      let values = store.values(index, in: store.parameters)
      let columns = store.table.parameters[index].columns
      for place in values.indices { values[place] = value(place / columns, place % columns) }
    }
    try set("style.posterior.output.bias") { _, style in style == 0 ? 1.6 : 0 }
    try set("style.posterior.output.weight.encoder") { column, style in
      style == (column < 4 ? 1 : 2) ? 0.25 : 0
    }
    try set("detail.posterior.output.bias") { _, _ in 0 }
    try set("detail.posterior.output.weight.encoder") { _, _ in 0 }
    try set("detail.posterior.output.weight.style") { style, _ in [0, 20, -20][style] }
    let context = EvaluationContext(
      model: prepared.model, facts: prepared.dataset.facts, parameters: store,
      machine: try Machine(MachineRequest(threads: 1)), pipeline: Pipeline(), seed: 9, memory: 1 << 30, stop: { nil })
    let evaluator = Evaluator(context, settings: prepared.spec.evaluation)
    let figures = try evaluator.figures(of: prepared.dataset.train, voters: nil, summed: false)
    return try #require(figures["label_accuracy.group"])
  }

  @Test func drawsAreCountedWhereThereAreSome() throws {
    let run = try SyntheticRun()
    #expect(try figures(run, batch: 100)["elbo_samples"] == 1)
    #expect(try !figures(run, ["objective.gradient=exact"], batch: 100).has("elbo_samples"))
  }

  @Test func oneRowOverTheMemoryIsRefused() throws {
    let run = try SyntheticRun()
    let prepared = try run.prepare()
    let store = try ParameterStore(prepared.parameters, isTraining: false)
    let context = EvaluationContext(
      model: prepared.model, facts: prepared.dataset.facts, parameters: store,
      machine: try Machine(MachineRequest(threads: 1)), pipeline: Pipeline(), seed: 9, memory: 64, stop: { nil })
    let evaluator = Evaluator(context, settings: prepared.spec.evaluation)
    #expect(throws: MachineFailure.self) { _ = try evaluator.evidence(of: prepared.dataset.train) }
  }
}
