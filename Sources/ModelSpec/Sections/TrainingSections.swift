import Diagnostics

extension ObjectiveSection {
  init(_ section: SectionReading) throws {
    span = section.span
    gradient = try section.value("gradient", Gradient.init)
    bound = try section.name("bound", as: Bound.self)
    kl = try section.name("kl", as: KLForm.self)
    klWeight = try section.value("kl_weight", \.number)
    freeBits = try section.value("free_bits", \.number)
  }
}

extension Gradient {
  init?(_ reading: Reading) throws {
    guard let choice = reading.choice else { return nil }
    switch choice.name.value {
    case "auto": self = .auto
    case "exact": self = .exact
    case "reinforce":
      self = .reinforce(
        samples: try choice.options.value("samples", \.whole).value,
        baseline: try choice.options.value("baseline", Baseline.init).value)
    case "rloo": self = .rloo(samples: try choice.options.value("samples", \.whole).value)
    case "gumbel_softmax":
      self = .gumbelSoftmax(
        temperature: try choice.options.value("temperature", \.number).value,
        hard: try choice.options.value("hard", \.boolean).value)
    default: return nil
    }
  }
}

extension Baseline {
  init?(_ reading: Reading) throws {
    guard let choice = reading.choice else { return nil }
    switch choice.name.value {
    case "none": self = .none
    case "average": self = .average(decay: try choice.options.value("decay", \.number).value)
    case "network": self = .network
    default: return nil
    }
  }
}

extension TrainingSection {
  init(_ section: SectionReading, hasValid: Bool) throws {
    span = section.span
    if let steps = try section.optional("steps", \.whole) {
      length = steps.map(TrainingLength.steps)
    } else {
      length = try section.value("epochs", \.whole).map(TrainingLength.epochs)
    }
    batchSize = try section.value("batch_size") { $0.whole.map(BatchSize.rows) ?? ($0.choice == nil ? nil : .all) }
    seed = try section.seed("seed")
    gradientClip = try section.optional("gradient_clip", \.number)
    optimizer = try section.value("optimizer", Optimizer.init)
    parts = try section.value("parts", \.section).value.values.map { key, keySpan, reading in
      guard let part = ParameterPart(rawValue: key), let optimizer = try Optimizer(reading) else {
        throw reading.mismatch
      }
      return (Spanned(part, at: keySpan), Spanned(optimizer, at: reading.span))
    }
    evaluateEvery = try section.value("evaluate_every", Interval.init)
    checkpointEvery = try section.value("checkpoint_every", Interval.init)
    select =
      try section.optionalName("select", as: Selection.self) ?? Spanned(hasValid ? .validELBO : .last, at: .none)
    patience = try section.optional("patience", \.whole)
  }
}

extension Interval {
  init?(_ reading: Reading) throws {
    guard let section = reading.section else { return nil }
    if let steps = section["steps"]?.whole {
      self = .steps(steps)
    } else if let epochs = section["epochs"]?.whole {
      self = .epochs(epochs)
    } else {
      return nil
    }
  }
}

extension Optimizer {
  init?(_ reading: Reading) throws {
    guard let choice = reading.choice else { return nil }
    switch choice.name.value {
    case "adam": self = .adam(try AdamOptions(choice.options))
    case "adamw": self = .adamw(try AdamOptions(choice.options))
    case "radam": self = .radam(try AdamOptions(choice.options))
    case "sgd":
      self = .sgd(
        learningRate: try choice.options.value("learning_rate", \.number).value,
        momentum: try choice.options.value("momentum", \.number).value,
        weightDecay: try choice.options.value("weight_decay", \.number).value)
    default: return nil
    }
  }
}

extension AdamOptions {
  init(_ options: SectionReading) throws {
    let betas = try options.value("betas") { $0.list?.compactMap(\.number) }.value
    guard betas.count == 2 else { throw InternalError(stage: "spec", "`betas` has \(betas.count) numbers") }
    learningRate = try options.value("learning_rate", \.number).value
    (beta1, beta2) = (betas[0], betas[1])
    epsilon = try options.value("eps", \.number).value
    weightDecay = try options.value("weight_decay", \.number).value
  }
}
