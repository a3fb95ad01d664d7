import Diagnostics
import LatentModel
import ModelSpec
import Testing

struct DumpTests {
  @Test func dumpShowsTheWholeModel() throws {
    let model = try SpecOf(
      "style: {categories: 10}", "detail: {categories: 4, count: 3, parents: [style], prior: {within: markov}}"
    ).with(
      "encoder: {layers: [{dense: 16}, relu]}", "decoder: {fields: {pixels: {parents: [style, detail.each]}}}",
      fields: [field("pixels", columns: 6), categories("tone", 3, 2)]
    ).model()
    #expect(
      model.dump() == """
        model toy
          p(x, z) = p(style) prod_i p(detail_i | style, detail_i-1) p(pixels | style, detail) p(tone | style, detail)
          q(z | x) = q(style | x) prod_i q(detail_i | x, style)

        latents
          style     10 values  p: learned                q: given encoder         kl: summed
          detail.0  4 values   p: given style            q: given encoder, style  kl: summed
          detail.1  4 values   p: given style, detail.0  q: given encoder, style  kl: summed
          detail.2  4 values   p: given style, detail.1  q: given encoder, style  kl: summed

        fields
          pixels.0-1  bernoulli    2 columns  given style, detail.0
          pixels.2-3  bernoulli    2 columns  given style, detail.1
          pixels.4-5  bernoulli    2 columns  given style, detail.2
          tone        categorical  2 columns  given style, detail

        networks
          encoder                   11 columns -> dense 16, relu       192
          latents.style.posterior   16 columns -> 10 logits            170
          latents.detail.posterior  26 columns -> 12 logits            324
          latents.style.prior       0 columns -> 10 logits             10
          latents.detail.prior      18 columns -> 12 logits in 3 maps  164
          decoder.fields.pixels     22 columns -> 6 logits in 3 maps   90
          decoder.fields.tone       22 columns -> 5 logits             115
          total                                                        1065

        estimators
          style   exact  auto: summing costs 850 terms a row, at most 4096
          detail  exact  auto: summing costs 850 terms a row, at most 4096

        elimination of the bound: 850 terms a row
          detail.2  with style, detail.0-1  640
          detail.1  with style, detail.0    160
          detail.0  with style              40
          style     alone                   10

        elimination of log p(x): 850 terms a row
          detail.2  with style, detail.0-1  640
          detail.1  with style, detail.0    160
          detail.0  with style              40
          style     alone                   10

        """)
  }
}
