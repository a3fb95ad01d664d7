import LatentModel
import Testing

@Suite("First layers")
struct FirstLayerTests {
  @Test("without a bias, where the first variable of a chain sees nothing")
  func seesNothing() throws {
    let text =
      StructureCase.head + """
        latents: {z: {categories: 3, count: 2, within: markov, prior: {layers: [{dense: {units: 2, bias: false}}, sigmoid]}}}
        encoder: exact

        """
    let comparison = try BruteForceComparison(ModelFixture(text, facts: ModelFixture.facts(), seed: 3, rows: 4))
    try comparison.checkAll()
  }
}
