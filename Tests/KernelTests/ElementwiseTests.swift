import KernelInterface
import Testing

/// A loop nest with operands of given strides and a program, run on any table and cut.
struct NestCase {
  var extents: [Int]
  var outputStrides: [Int]
  var inputStrides: [[Int]]
  var program: [ElementwiseInstruction]

  private func room(_ strides: [Int]) -> Int { zip(extents, strides).reduce(1) { $0 + ($1.0 - 1) * $1.1 } }

  func run(_ table: KernelTable, _ ranges: [Range<Int>]) -> Floats {
    let inputs = inputStrides.enumerated().map { randomFloats(room($1), seed: 10 + $0) }
    let pointers = UnsafeMutablePointer<UnsafePointer<Float>>.allocate(capacity: max(inputs.count, 1))
    let steps = UnsafeMutablePointer<ElementwiseInstruction>.allocate(capacity: max(program.count, 1))
    defer {
      pointers.deallocate()
      steps.deallocate()
    }
    for (i, input) in inputs.enumerated() { pointers[i] = UnsafePointer(input.base) }
    for (i, step) in program.enumerated() { (steps + i).initialize(to: step) }
    let output = Floats(count: room(outputStrides)) { _ in -77 }
    let scratch = Floats(
      count: ElementwiseLoop.scratchElements(inputCount: inputs.count, programCount: program.count)
    ) { _ in .nan }
    let sizes = Integers([-1] + extents.dropFirst())
    let strides = Integers(outputStrides + inputStrides.flatMap { $0 })
    let loop = ElementwiseLoop(
      output: output.base, inputs: pointers, inputCount: inputs.count, rank: extents.count, extents: sizes.base,
      strides: strides.base, program: steps, programCount: program.count, scratch: scratch.base)
    for range in ranges { table.elementwise(loop, range) }
    #expect(output.isGuardIntact && scratch.isGuardIntact)
    return output
  }

  /// The program element by element; elements that no iteration writes stay -77.
  var expected: [Float] {
    let inputs = inputStrides.enumerated().map { randomFloats(room($1), seed: 10 + $0) }
    var output = [Float](repeating: -77, count: room(outputStrides))
    var index = extents.map { _ in 0 }
    for _ in 0..<extents.reduce(1, *) {
      func place(_ strides: [Int]) -> Int { zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 } }
      output[place(outputStrides)] = result(zip(inputs, inputStrides).map { $0.base[place($1)] })
      for d in extents.indices.reversed() {
        index[d] += 1
        if index[d] < extents[d] { break }
        index[d] = 0
      }
    }
    return output
  }

  private func result(_ inputs: [Float]) -> Float {
    var registers = inputs
    for step in program {
      let (a, b) = (registers[Int(step.a)], registers[Int(step.b)])
      switch step.code {
      case .add: registers.append(a + b)
      case .subtract: registers.append(a - b)
      case .multiply: registers.append(a * b)
      case .negate: registers.append(-a)
      case .copy: registers.append(a)
      default: registers.append(.nan)
      }
    }
    return registers[registers.count - 1]
  }

  /// (a + b) * c
  static let sumTimes = [
    ElementwiseInstruction(code: .add, a: 0, b: 1), ElementwiseInstruction(code: .multiply, a: 3, b: 2),
  ]

  /// Dense strides of the extents, zero in the dimensions `broadcast`.
  static func strides(_ extents: [Int], broadcast: Set<Int> = [], pitch: Int = 0) -> [Int] {
    var strides = extents.map { _ in 0 }
    var step = 1
    for d in extents.indices.reversed() where !broadcast.contains(d) {
      strides[d] = step
      step = step * extents[d] + pitch
    }
    return strides
  }
}

@Suite struct ElementwiseTests {
  static let shapes: [[Int]] = [
    [1], [16], [255], [256], [257], [1023], [1024], [1025], [2500], [3, 5], [70, 2], [33, 10], [7, 300], [300, 7],
    [4, 5, 6], [15], [5, 1, 70], [9, 40, 2], [2, 3, 17, 5], [3, 2, 2, 2, 3, 2, 2, 5], [300, 16], [20, 17], [1, 1, 1],
    // Tiles of whole blocks, of whole rows, and of parts of a row.
    [25, 10, 10], [70, 7, 5], [31, 3, 5, 4], [6, 10, 128], [3, 1280], [2, 3, 4, 5, 4, 3, 2], [100, 2, 9],
  ]

  @Test(arguments: shapes)
  func walksEveryNest(_ extents: [Int]) {
    var numbers = TestNumbers(seed: extents.count)
    for trial in 0..<12 {
      let inputs = (0..<3).map { _ in
        NestCase.strides(
          extents, broadcast: Set(extents.indices.filter { _ in numbers.index(3) == 0 }), pitch: numbers.index(3))
      }
      let nest = NestCase(
        extents: extents, outputStrides: NestCase.strides(extents, pitch: trial % 3), inputStrides: inputs,
        program: NestCase.sumTimes)
      #expect(nest.run(fastest, [0..<extents[0]]).values == nest.expected, "\(nest)")
      #expect(nest.run(fastest, uneven(extents[0], into: 3)).values == nest.expected, "\(nest)")
    }
  }

  /// Every width of a row, repeated or with one number for all of it.
  @Test(arguments: 1...17)
  func narrowRowsAreRepeated(_ width: Int) {
    for outer in [3, 40] {
      let extents = [outer, 11, width]
      let inputs = [[0], [1], [2]].map { NestCase.strides(extents, broadcast: $0) }
      let nest = NestCase(
        extents: extents, outputStrides: NestCase.strides(extents), inputStrides: inputs, program: NestCase.sumTimes)
      #expect(nest.run(fastest, [0..<outer]).values == nest.expected, "\(nest)")
      #expect(nest.run(fastest, uneven(outer, into: 3)).values == nest.expected, "\(nest)")
      for table in tables { #expect(nest.run(table, [0..<outer]).values == nest.expected, "\(table.name) \(nest)") }
    }
  }

  /// Results take the room of registers that are not needed any more, and copies are other names.
  @Test func registersKeepTheirValuesWhileTheyAreNeeded() {
    let program: [ElementwiseInstruction] = [
      .init(code: .copy, a: 0), .init(code: .add, a: 2, b: 1), .init(code: .copy, a: 3),
      .init(code: .multiply, a: 3, b: 0), .init(code: .subtract, a: 5, b: 4), .init(code: .negate, a: 6),
      .init(code: .add, a: 1, b: 7), .init(code: .multiply, a: 8, b: 6), .init(code: .add, a: 9, b: 9),
      .init(code: .copy, a: 10),
    ]
    for length in 1...program.count {
      for extents in [[13, 7], [2100, 1]] {
        let nest = NestCase(
          extents: extents, outputStrides: NestCase.strides(extents),
          inputStrides: [NestCase.strides(extents), NestCase.strides(extents, broadcast: [1])],
          program: Array(program.prefix(length)))
        #expect(nest.run(fastest, [0..<extents[0]]).values == nest.expected, "\(length)")
      }
    }
  }

  @Test func turnedOperandsAreRead() {
    for extents in [[100, 128], [128, 100], [9, 70], [70, 9], [33, 5], [3, 40, 30]] {
      var strides = NestCase.strides(extents)
      strides.swapAt(extents.count - 1, extents.count - 2)
      strides[extents.count - 1] = extents[extents.count - 2]
      strides[extents.count - 2] = 1
      let dense = NestCase.strides(extents)
      for inputs in [[strides], [strides, dense]] {
        let step = ElementwiseInstruction(code: inputs.count == 1 ? .copy : .add, b: Int32(inputs.count - 1))
        let nest = NestCase(extents: extents, outputStrides: dense, inputStrides: inputs, program: [step])
        #expect(nest.run(fastest, [0..<extents[0]]).values == nest.expected, "\(nest)")
        #expect(nest.run(fastest, uneven(extents[0], into: 3)).values == nest.expected, "\(nest)")
        #expect(nest.run(tables[0], [0..<extents[0]]).values == nest.expected, "\(nest)")
      }
    }
  }

  @Test func transposedOutputIsWritten() {
    let nest = NestCase(
      extents: [40, 30], outputStrides: [1, 43], inputStrides: [[30, 1], [1, 40], [0, 0]], program: NestCase.sumTimes)
    #expect(nest.run(fastest, uneven(40, into: 4)).values == nest.expected)
  }

  @Test func constantsAndShortProgramsWork() {
    let fill = NestCase(
      extents: [5, 100], outputStrides: [101, 1], inputStrides: [],
      program: [ElementwiseInstruction(code: .constant, constant: 2.5)])
    #expect(fill.run(fastest, [0..<5]).values.filter { $0 == 2.5 }.count == 500)
    let copy = NestCase(extents: [5, 100], outputStrides: [100, 1], inputStrides: [[100, 1]], program: [])
    #expect(copy.run(fastest, [0..<5]).values == randomFloats(500, seed: 10).values)
  }

  @Test func anyTilesAndInstructionSetsGiveTheSameBits() {
    let codes: [ElementwiseCode] = [.exp, .tanh, .sigmoid, .softplus, .erf, .expMinusOne, .multiplyAdd, .maximum]
    var program: [ElementwiseInstruction] = []
    for (i, code) in codes.enumerated() {
      program.append(ElementwiseInstruction(code: code, a: Int32(i + 1), b: Int32(i), c: 0))
    }
    let extents = [13, 9, 7]
    let nest = NestCase(
      extents: extents, outputStrides: NestCase.strides(extents),
      inputStrides: [NestCase.strides(extents), NestCase.strides(extents, broadcast: [1])], program: program)
    let whole = nest.run(fastest, [0..<13]).bits
    for parts in 2...13 { #expect(nest.run(fastest, uneven(13, into: parts)).bits == whole) }
    for table in tables { #expect(nest.run(table, [0..<13]).bits == whole) }
  }

  /// In place on its own input, as a plan may ask.
  @Test func outputMayBeAnInput() {
    let values = randomFloats(1000, seed: 5)
    let expected = values.values.map { $0 + $0 }
    let scratch = Floats(count: ElementwiseLoop.scratchElements(inputCount: 1, programCount: 1))
    var input = UnsafePointer(values.base)
    var step = ElementwiseInstruction(code: .add, a: 0, b: 0)
    let (extents, strides) = (Integers([1000]), Integers([1, 1]))
    withUnsafePointer(to: &input) { inputs in
      withUnsafePointer(to: &step) { program in
        fastest.elementwise(
          ElementwiseLoop(
            output: values.base, inputs: inputs, inputCount: 1, rank: 1, extents: extents.base, strides: strides.base,
            program: program, programCount: 1, scratch: scratch.base), 0..<1000)
      }
    }
    #expect(values.values == expected)
  }
}
