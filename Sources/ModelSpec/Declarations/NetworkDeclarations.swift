/// `encoder`, `decoder` and the layers of networks.
package enum NetworkDeclarations {
  package static let encoder: ValueKind = .either([
    names(["exact": "q is p(z | x) itself, by elimination; the ELBO is log p(x)"]),
    .section(
      SectionDeclaration([
        optional("inputs", .shared(.references), "Fields it reads; default all but labels"),
        optional(
          "fields",
          .entries(
            of: .section(
              SectionDeclaration([optional("layers", .shared(.layers), default: [], "The field's own layers")])),
            names: .part, minimum: 0), default: [:], "Layers of single fields, which come first"),
        optional("layers", .shared(.layers), default: [], "Layers over all inputs"),
        optional("center", .boolean, default: "false", "Whether binary inputs are taken minus their train mean"),
      ])),
  ])

  package static let decoder = SectionDeclaration([
    optional("parents", .shared(.references), "What the trunk sees; default every block"),
    optional("layers", .shared(.layers), default: [], "Layers of the trunk"),
    optional(
      "fields", .entries(of: .section(fieldDecoder), names: .part, minimum: 0), default: [:],
      "What comes after the trunk for single fields"),
    optional("bias", bias, default: "zeros", "Where output biases start, for fields that do not say"),
  ])

  private static let fieldDecoder = SectionDeclaration([
    optional("layers", .shared(.layers), default: [], "The field's own layers"),
    optional(
      "likelihood", names(["bernoulli": "Of `type: binary`", "categorical": "Of `type: categorical`"]),
      "Distribution of the field's columns; default the one of its type"),
    optional("bias", bias, "Where the field's output biases start"),
    optional("parents", .shared(.references), "What the field sees, in place of the trunk"),
  ])

  private static let bias = names(["zeros": "Zero", "data": "The train marginals"])

  package static let layers: ValueKind = .list(of: layer, count: 0...1000)

  private static let layer: ValueKind = .choice([
    Alternative(
      "dense", "A linear map",
      options: [
        required("units", .whole(1...Largest.width), "Columns of the result").remedy(
          "to do without the layer, remove it from the list"),
        optional("bias", .boolean, default: "true", "Whether a bias is added"),
        optional(
          "init",
          names([
            "glorot_uniform": "Uniform, variance 2 / (inputs + outputs)", "he_normal": "Normal, variance 2 / inputs",
            "zeros": "Zero",
          ]), default: "glorot_uniform", "How the weights start"),
      ], mainOption: "units"),
    Alternative("relu", "max(x, 0)"),
    Alternative(
      "leaky_relu", "x from 0 up, slope times x below",
      options: [required("slope", .number(.atLeast(0)), "Slope below 0")], mainOption: "slope"),
    Alternative("tanh", "Hyperbolic tangent"),
    Alternative("sigmoid", "1 / (1 + exp(-x))"),
    Alternative("gelu", "x times the normal distribution function of x"),
    Alternative("silu", "x times the sigmoid of x"),
    Alternative("elu", "x from 0 up, exp(x) - 1 below"),
    Alternative(
      "dropout", "Zeroes values at random in training, scaling the others up",
      options: [
        required("rate", .number(.fraction), "Part that becomes zero").remedy(
          "usual are 0.1 to 0.5; a rate of 1 would leave nothing")
      ], mainOption: "rate"),
    Alternative("layer_norm", "Each row to mean 0 and variance 1, then a learned scale and shift"),
    Alternative(
      "residual", "What goes in, plus what its layers make of it",
      options: [required("layers", .shared(.layers), "Layers whose result has as many columns as what goes in")],
      mainOption: "layers"),
  ])
}
