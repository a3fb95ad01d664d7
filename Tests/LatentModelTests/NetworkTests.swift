import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct NetworkTests {
  @Test func groupsShareSources() throws {
    let model = try SpecOf(
      "a: {categories: 2, count: 2}", "b: {categories: [2, 3, 1, 4], parents: [a.each]}"
    ).model()
    guard case .learned(let network, let groups) = model.priors[1] else { return #expect(Bool(false)) }
    #expect(groups == [2..<4, 4..<6])
    #expect(network.outputs.map(\.name) == ["0-1", "2-3"])
    #expect(network.outputs.map(\.width) == [1 + 3, 0 + 4])
    #expect(network.path == "latents.b.prior" && network.part == .prior)
  }

  @Test func oneOutputHasNoName() throws {
    let model = try SpecOf("z: {categories: 4, count: 3}").model()
    guard case .networks(let blocks) = model.posterior else { return #expect(Bool(false)) }
    #expect(blocks[0].network.outputs.map(\.name) == [""])
    #expect(blocks[0].network.outputs[0].width == 12)
    #expect(blocks[0].network.outputs[0].sources == [.encoder])
    #expect(blocks[0].groups == [0..<3])
    #expect(model.encoder.isUsed)
  }

  @Test func rawInputsAndTheirShares() throws {
    let model = try SpecOf(
      "z: {categories: 2, count: 2, posterior: {inputs: [x.each, c]}}", "y: {categories: 2, posterior: {inputs: []}}"
    ).with(fields: [field("x", columns: 4), categories("c", 3, 2)]).model()
    guard case .networks(let blocks) = model.posterior else { return #expect(Bool(false)) }
    #expect(
      blocks[0].network.outputs.map(\.sources) == [
        [.field(0, columns: 0..<2), .field(1, columns: 0..<2)], [.field(0, columns: 2..<4), .field(1, columns: 0..<2)],
      ])
    #expect(blocks[1].network.outputs[0].sources == [])
    #expect(!model.encoder.isUsed)
  }

  @Test func wrongInputs() throws {
    let spec = SpecOf(
      "a: {categories: 2}", "b: {categories: 2, posterior: {inputs: [a]}}",
      "c: {categories: 2, posterior: {inputs: [digit]}}",
      "d: {categories: 2, posterior: {inputs: [x, x.1]}}",
      "e: {categories: 2, count: 3, posterior: {inputs: [x.each]}}",
      "f: {categories: 2, posterior: {inputs: [nothing]}}")
    let codes = try spec.with(fields: [field("x", columns: 4), field("digit", columns: 1, isLabel: true)]).errorCodes()
    #expect(
      codes == ["block-as-input", "label-as-input", "doubled-parent", "uneven-share", "unknown-name"])
  }

  @Test func trunkWithoutLayersIsDissolved() throws {
    let model = try SpecOf("a: {categories: 3}", "b: {categories: 2, count: 2}").model()
    #expect(!model.decoder.usesTrunk)
    let sources = model.decoder.fields[0].network.outputs[0].sources
    #expect(sources == ids(0, 1, 2).map(Source.variable))
    #expect(model.decoder.fields[0].groups == [0..<4])
    #expect(model.decoder.fields[0].network.path == "decoder.fields.x")
  }

  @Test func trunkWithLayersIsTheSource() throws {
    let model = try SpecOf("a: {categories: 3}", "b: {categories: 2, count: 2}").with(
      "decoder: {layers: [{dense: 8}], parents: [b, a], fields: {c: {parents: [a]}}}",
      fields: [field("x", columns: 4), categories("c", 3, 5)]
    ).model()
    #expect(model.decoder.usesTrunk && model.decoder.parents == ids(0, 1, 2))
    #expect(model.decoder.fields[0].network.outputs[0].sources == [.trunk])
    #expect(model.decoder.fields[1].network.outputs[0].sources == [.variable(VariableID(0))])
    #expect(model.decoder.fields[1].network.outputs[0].width == 8)
    #expect(model.likelihoodDependencies(ofField: 0) == [ids(0, 1, 2)])
  }

  @Test func fieldSharesSplitColumns() throws {
    let model = try SpecOf("style: {categories: 3}", "detail: {categories: 2, count: 16}").with(
      "decoder: {fields: {pixels: {parents: [style, detail.each]}}}", fields: [field("pixels", columns: 256)]
    ).model()
    let pixels = model.decoder.fields[0]
    #expect(pixels.groups.count == 16 && pixels.groups[15] == 240..<256)
    #expect(pixels.network.outputs[3].sources == ids(0, 4).map(Source.variable))
    #expect(pixels.network.outputs[3].name == "48-63" && pixels.network.outputs[3].width == 16)
  }

  @Test func trunkTakesNoShares() throws {
    let codes = try SpecOf("a: {categories: 2, count: 2}").with("decoder: {parents: [a.each]}").errorCodes()
    #expect(codes == ["uneven-share"])
  }

  @Test func unknownFieldSections() throws {
    let codes = try SpecOf("a: {categories: 2}").with(
      "decoder: {fields: {y: {}, digit: {}}}",
      fields: [field("x", columns: 4), field("digit", columns: 1, isLabel: true)]
    ).errorCodes()
    #expect(codes == ["unknown-name", "label-as-input"])
  }

  @Test func residualMustKeepItsWidth() throws {
    let wrong = SpecOf("a: {categories: 2}").with("encoder: {layers: [{dense: 8}, {residual: [{dense: 4}]}]}")
    #expect(try wrong.errorCodes() == ["residual-width"])
    let right = SpecOf("a: {categories: 2}").with("encoder: {layers: [{residual: [{dense: 9}, {dense: 4}]}]}")
    #expect(try right.errorCodes() == [])
  }

  @Test func firstLayerMustBeDenseWhereSourcesDiffer() throws {
    let wrong = SpecOf(
      "z: {categories: 2, count: 3, within: autoregressive, posterior: {layers: [layer_norm, {dense: 3}]}}")
    #expect(try wrong.errorCodes() == ["first-layer-not-dense"])
    #expect(
      try SpecOf("z: {categories: 2, count: 3, posterior: {layers: [layer_norm, {dense: 3}]}}").errorCodes() == [])
  }

  @Test func layersThatSeeNothingAreLeftOut() throws {
    let resolution = try SpecOf("z: {categories: 2, prior: {layers: [{dense: 3}]}}").resolved()
    #expect(resolution.findings.map(\.code.name) == ["layers-without-input"])
    guard case .learned(let network, _) = resolution.model.priors[0] else { return #expect(Bool(false)) }
    #expect(network.layers.isEmpty)
  }

  @Test func maskColumnsCountAsInputs() throws {
    let model = try SpecOf("z: {categories: 2}").with(fields: [field("x", columns: 4, missing: [1, 3])]).model()
    #expect(model.fields[0].maskedColumns == [1, 3])
    #expect(model.networkSizes().first { $0.path == "latents.z.posterior" }?.parameters == 7)
  }

  @Test func encoderInputsAndTheirLayers() throws {
    let model = try SpecOf("z: {categories: 2}").with(
      "encoder: {inputs: [c], fields: {c: {layers: [{dense: 5}]}}, layers: [{dense: 6}]}",
      fields: [field("x", columns: 4), categories("c", 3)]
    ).model()
    #expect(model.encoder.inputs.map(\.field) == [1])
    // encoder.fields.c 3 -> 5, encoder 5 -> 6, q 6 -> 1, p, x 1 -> 4, c 1 -> 3.
    let expected: [Double] = [20, 36, 7, 1, 8, 6]
    #expect(model.networkSizes().map(\.parameters) == expected)
  }

  @Test func startingBiasesFollowTheData() throws {
    let model = try SpecOf("z: {categories: 2}").with(
      "decoder: {bias: data, fields: {c: {bias: zeros}}}",
      fields: [field("x", columns: 2, missing: [1], frequency: 1), categories("c", 2)], trainRows: 4
    ).model()
    let bias = try #require(model.decoder.fields[0].network.outputs[0].bias)
    // 4 of 4 rows and 3 of 3 rows are 1: log(4.5 / 0.5) and log(3.5 / 0.5).
    #expect(abs(bias[0] - 2.1972245773362196) < 1e-14 && abs(bias[1] - 1.9459101490553132) < 1e-14)
    #expect(model.decoder.fields[1].network.outputs[0].bias == nil)
  }

  @Test func parametersOverMemory() throws {
    let codes = try SpecOf("z: {categories: 2}").with(
      "encoder: {layers: [{dense: 16777216}, {dense: 16777216}]}", "limits: {memory: 9223372036854775807}"
    ).errorCodes()
    #expect(codes == ["memory-over-budget"])
  }
}
