import Datasets
import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct NetworkTests {
  @Test func groupsShareSources() throws {
    let model = try SpecOf(
      block("a", count: 2), block("b", sizes: [2, 3, 1, 4], parents: ["a.each"])
    ).model()
    guard case .learned(let network, let groups) = model.priors[1] else { return #expect(Bool(false)) }
    #expect(groups == [2..<4, 4..<6])
    #expect(network.outputs.map(\.name) == ["0-1", "2-3"])
    #expect(network.outputs.map(\.width) == [1 + 3, 0 + 4])
    #expect(network.path == "latents.b.prior" && network.part == .prior)
  }

  @Test func oneOutputHasNoName() throws {
    let model = try SpecOf(block("z", 4, count: 3)).model()
    guard case .networks(let blocks) = model.posterior else { return #expect(Bool(false)) }
    #expect(blocks[0].network.outputs.map(\.name) == [""])
    #expect(blocks[0].network.outputs[0].width == 12)
    #expect(blocks[0].network.outputs[0].sources == [.encoder])
    #expect(blocks[0].groups == [0..<3])
    #expect(model.encoder.isUsed)
  }

  @Test func rawInputsAndTheirShares() throws {
    let model = try SpecOf(
      block("z", count: 2, posterior: posterior(inputs: ["x.each", "c"])), block("y", posterior: posterior(inputs: []))
    ).with { $0.fields.append(categories("c", 3, 2)) }.model()
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
      block("a"), block("b", posterior: posterior(inputs: ["a"])), block("c", posterior: posterior(inputs: ["digit"])),
      block("d", posterior: posterior(inputs: ["x", "x.1"])),
      block("e", count: 3, posterior: posterior(inputs: ["x.each"])),
      block("f", posterior: posterior(inputs: ["nothing"])))
    let codes = try spec.with { $0.fields.append(field("digit", columns: 1, isLabel: true)) }.errorCodes()
    #expect(
      codes == ["block-as-input", "label-as-input", "doubled-parent", "uneven-share", "unknown-name"])
  }

  @Test func trunkWithoutLayersIsDissolved() throws {
    let model = try SpecOf(block("a", 3), block("b", count: 2)).model()
    #expect(!model.decoder.usesTrunk)
    let sources = model.decoder.fields[0].network.outputs[0].sources
    #expect(sources == ids(0, 1, 2).map(Source.variable))
    #expect(model.decoder.fields[0].groups == [0..<4])
    #expect(model.decoder.fields[0].network.path == "decoder.fields.x")
  }

  @Test func trunkWithLayersIsTheSource() throws {
    let model = try SpecOf(block("a", 3), block("b", count: 2)).with {
      $0.decoder.layers = layers(dense(8))
      $0.decoder.parents = references(["b", "a"])
      $0.fields.append(categories("c", 3, 5))
      $0.decoder.fields = [fieldDecoder("c", parents: ["a"])]
    }.model()
    #expect(model.decoder.usesTrunk && model.decoder.parents == ids(0, 1, 2))
    #expect(model.decoder.fields[0].network.outputs[0].sources == [.trunk])
    #expect(model.decoder.fields[1].network.outputs[0].sources == [.variable(VariableID(0))])
    #expect(model.decoder.fields[1].network.outputs[0].width == 8)
    #expect(model.likelihoodDependencies(ofField: 0) == [ids(0, 1, 2)])
  }

  @Test func fieldSharesSplitColumns() throws {
    let model = try SpecOf(block("style", 3), block("detail", count: 16)).with {
      $0.fields = [field("pixels", columns: 256)]
      $0.decoder.fields = [fieldDecoder("pixels", parents: ["style", "detail.each"])]
    }.model()
    let pixels = model.decoder.fields[0]
    #expect(pixels.groups.count == 16 && pixels.groups[15] == 240..<256)
    #expect(pixels.network.outputs[3].sources == ids(0, 4).map(Source.variable))
    #expect(pixels.network.outputs[3].name == "48-63" && pixels.network.outputs[3].width == 16)
  }

  @Test func trunkTakesNoShares() throws {
    let codes = try SpecOf(block("a", count: 2)).with { $0.decoder.parents = references(["a.each"]) }.errorCodes()
    #expect(codes == ["uneven-share"])
  }

  @Test func unknownFieldSections() throws {
    let codes = try SpecOf(block("a")).with {
      $0.fields.append(field("digit", columns: 1, isLabel: true))
      $0.decoder.fields = [fieldDecoder("y"), fieldDecoder("digit")]
    }.errorCodes()
    #expect(codes == ["unknown-name", "label-as-input"])
  }

  @Test func residualMustKeepItsWidth() throws {
    let wrong = SpecOf(block("a")).with { $0.encoder.layers = layers(dense(8), .residual(layers(dense(4)))) }
    #expect(try wrong.errorCodes() == ["residual-width"])
    let right = SpecOf(block("a")).with { $0.encoder.layers = layers(.residual(layers(dense(9), dense(4)))) }
    #expect(try right.errorCodes() == [])
  }

  @Test func firstLayerMustBeDenseWhereSourcesDiffer() throws {
    let wrong = SpecOf(
      block("z", count: 3, within: .autoregressive, posterior: posterior(layers: [.layerNorm, dense(3)])))
    #expect(try wrong.errorCodes() == ["first-layer-not-dense"])
    #expect(try SpecOf(block("z", count: 3, posterior: posterior(layers: [.layerNorm, dense(3)]))).errorCodes() == [])
  }

  @Test func layersThatSeeNothingAreLeftOut() throws {
    let resolution = try SpecOf(block("z", prior: prior(layers: [dense(3)]))).resolved()
    #expect(resolution.findings.map(\.code.name) == ["layers-without-input"])
    guard case .learned(let network, _) = resolution.model.priors[0] else { return #expect(Bool(false)) }
    #expect(network.layers.isEmpty)
  }

  @Test func maskColumnsCountAsInputs() throws {
    let model = try SpecOf(block("z")).with { $0.fields = [field("x", columns: 4, missing: [1, 3])] }.model()
    #expect(model.fields[0].maskedColumns == [1, 3])
    #expect(model.networkSizes().first { $0.path == "latents.z.posterior" }?.parameters == 7)
  }

  @Test func encoderInputsAndTheirLayers() throws {
    let model = try SpecOf(block("z")).with {
      $0.fields.append(categories("c", 3))
      $0.encoder.inputs = references(["c"])
      $0.encoder.fields = [fieldEncoder("c", layers(dense(5)))]
      $0.encoder.layers = layers(dense(6))
    }.model()
    #expect(model.encoder.inputs.map(\.field) == [1])
    // encoder.fields.c 3 -> 5, encoder 5 -> 6, q 6 -> 1, p, x 1 -> 4, c 1 -> 3.
    let expected: [Double] = [20, 36, 7, 1, 8, 6]
    #expect(model.networkSizes().map(\.parameters) == expected)
  }

  @Test func startingBiasesFollowTheData() throws {
    let model = try SpecOf(block("z")).with {
      $0.trainRows = 4
      $0.fields = [field("x", columns: 2, missing: [1], frequency: 1), categories("c", 2)]
      $0.decoder.bias = Spanned(.data, at: place(3))
      $0.decoder.fields = [fieldDecoder("c", bias: .zeros)]
    }.model()
    let bias = try #require(model.decoder.fields[0].network.outputs[0].bias)
    // 4 of 4 rows and 3 of 3 rows are 1: log(4.5 / 0.5) and log(3.5 / 0.5).
    #expect(abs(bias[0] - 2.1972245773362196) < 1e-14 && abs(bias[1] - 1.9459101490553132) < 1e-14)
    #expect(model.decoder.fields[1].network.outputs[0].bias == nil)
  }

  @Test func parametersOverMemory() throws {
    let codes = try SpecOf(block("z")).with {
      $0.encoder.layers = layers(dense(16_777_216), dense(16_777_216))
      $0.memory = .max
    }.errorCodes()
    #expect(codes == ["memory-over-budget"])
    #expect(try SpecOf(block("z")).with { $0.encoder.layers = layers(dense(.max)) }.errorCodes() == ["model-too-large"])
  }
}
