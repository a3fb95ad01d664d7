import CPURuntime
import Foundation
import KernelInterface
import ModelSpec
import Testing
import Workflows

/// Steps of the kernels, with the scalars of `OptimizerState`, against PyTorch's published formulas in Double.
@Suite struct OptimizerTests {
  private static let options = AdamOptions(
    learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1)

  @Test func adam() throws {
    try compare(.adam(Self.options)) { reference, gradient in reference.adam(gradient, Self.options, isDecoupled: false)
    }
  }

  @Test func adamw() throws {
    try compare(.adamw(Self.options)) { reference, gradient in reference.adam(gradient, Self.options, isDecoupled: true)
    }
  }

  /// 40 steps pass the point where the variance becomes tractable (the sixth).
  @Test func radam() throws {
    try compare(.radam(Self.options)) { reference, gradient in reference.radam(gradient, Self.options) }
  }

  @Test(arguments: [0, 0.9]) func sgd(momentum: Double) throws {
    try compare(.sgd(learningRate: 0.02, momentum: momentum, weightDecay: 0.1)) { reference, gradient in
      reference.sgd(gradient, rate: 0.02, momentum: momentum, decay: 0.1)
    }
  }

  @Test func powersAreRunningProducts() {
    var state = OptimizerState(.adam(Self.options))
    for _ in 0..<3 { _ = state.advance() }
    #expect(state.firstPower == 0.9 * 0.9 * 0.9)
    #expect(state.secondPower == 0.99 * 0.99 * 0.99)
  }

  private func compare(_ optimizer: Optimizer, _ step: (inout Reference, Double) -> Void) throws {
    let memory = try (0..<4).map { _ in try AlignedMemory(count: 16) }
    let kernels = try KernelSelection.table(named: "portable")
    var state = OptimizerState(optimizer)
    var references = (0..<16).map { Reference(parameter: Double(Float(0.3 * Double($0) - 2))) }
    for (index, reference) in references.enumerated() { memory[0].base[index] = Float(reference.parameter) }
    for time in 1...40 {
      for index in 0..<16 {
        let gradient = Float(sin(Double(time * (index + 1))) * (index == 3 ? 1e-4 : 1))
        memory[1].base[index] = gradient
        step(&references[index], Double(gradient))
      }
      let scalars = state.advance()
      let isFinite = kernels.update(
        UpdateStep(
          code: scalars.code, parameter: memory[0].base, gradient: UnsafePointer(memory[1].base),
          first: memory[2].base, second: memory[3].base, gradientScale: 1, stepSize: scalars.stepSize,
          secondScale: scalars.secondScale, beta1: scalars.beta1, beta2: scalars.beta2, epsilon: scalars.epsilon,
          weightDecay: scalars.weightDecay, momentum: scalars.momentum, isFirst: scalars.isFirst), 0..<16)
      #expect(isFinite)
      for (index, reference) in references.enumerated() {
        let difference = abs(Double(memory[0].base[index]) - reference.parameter)
        #expect(difference < 2e-6 * Double(time), "step \(time), element \(index)")
      }
    }
  }
}

/// One parameter under PyTorch's rules, in Double.
private struct Reference {
  var parameter: Double
  var first = 0.0
  var second = 0.0
  var step = 0

  mutating func adam(_ gradient: Double, _ options: AdamOptions, isDecoupled: Bool) {
    step += 1
    var gradient = gradient
    if isDecoupled {
      parameter *= 1 - options.learningRate * options.weightDecay
    } else {
      gradient += options.weightDecay * parameter
    }
    moments(gradient, options)
    let denominator = (second / (1 - pow(options.beta2, Double(step)))).squareRoot() + options.epsilon
    parameter -= options.learningRate / (1 - pow(options.beta1, Double(step))) * first / denominator
  }

  mutating func radam(_ gradient: Double, _ options: AdamOptions) {
    step += 1
    moments(gradient + options.weightDecay * parameter, options)
    let time = Double(step)
    let corrected = first / (1 - pow(options.beta1, time))
    let power = pow(options.beta2, time)
    let largest = 2 / (1 - options.beta2) - 1
    let length = largest - 2 * time * power / (1 - power)
    guard length > 5 else {
      parameter -= options.learningRate * corrected
      return
    }
    let rectification = sqrt(
      (length - 4) * (length - 2) * largest / ((largest - 4) * (largest - 2) * length))
    parameter -=
      options.learningRate * corrected * sqrt(1 - power) / (sqrt(second) + options.epsilon) * rectification
  }

  mutating func sgd(_ gradient: Double, rate: Double, momentum: Double, decay: Double) {
    step += 1
    let gradient = gradient + decay * parameter
    first = step == 1 ? gradient : momentum * first + gradient
    parameter -= rate * (momentum == 0 ? gradient : first)
  }

  private mutating func moments(_ gradient: Double, _ options: AdamOptions) {
    first = options.beta1 * first + (1 - options.beta1) * gradient
    second = options.beta2 * second + (1 - options.beta2) * gradient * gradient
  }
}
