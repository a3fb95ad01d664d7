import Diagnostics

extension EncoderSection {
  init(_ reading: Reading) throws {
    span = reading.span
    isExact = reading.choice != nil
    inputs = nil
    fields = []
    layers = []
    center = Spanned(false, at: .none)
    guard let section = reading.section else { return }
    inputs = try section.references("inputs")
    fields = try section.value("fields", \.entries).value.map(FieldNetworkSection.init)
    layers = try section.layers()
    center = try section.value("center", \.boolean)
  }
}

extension FieldNetworkSection {
  init(_ entry: EntryReading) throws {
    let section = try entry.section()
    name = entry.name
    span = section.span
    layers = try section.layers()
  }
}

extension DecoderSection {
  init(_ section: SectionReading) throws {
    span = section.span
    parents = try section.references("parents")
    layers = try section.layers()
    fields = try section.value("fields", \.entries).value.map(FieldDecoderSection.init)
    bias = try section.name("bias", as: OutputBias.self)
  }
}

extension FieldDecoderSection {
  init(_ entry: EntryReading) throws {
    let section = try entry.section()
    name = entry.name
    span = section.span
    layers = try section.layers()
    likelihood = try section.optionalName("likelihood", as: Likelihood.self)
    bias = try section.optionalName("bias", as: OutputBias.self)
    parents = try section.references("parents")
  }
}

extension LayerSection {
  init(_ reading: Reading) throws {
    guard let choice = reading.choice else { throw reading.mismatch }
    span = reading.span
    let options = choice.options
    switch choice.name.value {
    case "dense":
      kind = .dense(
        units: try options.value("units", \.whole).value, bias: try options.value("bias", \.boolean).value,
        initializer: try options.name("init", as: Initializer.self).value)
    case "relu": kind = .activation(.relu)
    case "leaky_relu": kind = .activation(.leakyReLU(slope: try options.value("slope", \.number).value))
    case "tanh": kind = .activation(.tanh)
    case "sigmoid": kind = .activation(.sigmoid)
    case "gelu": kind = .activation(.gelu)
    case "silu": kind = .activation(.silu)
    case "elu": kind = .activation(.elu)
    case "dropout": kind = .dropout(rate: try options.value("rate", \.number).value)
    case "layer_norm": kind = .layerNorm
    case "residual": kind = .residual(try options.layers())
    default: throw reading.mismatch
    }
  }
}
