import KernelInterface
import Testing

/// Philox4x32-10 one word at a time.
private func philox(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
  var (x, k) = (counter, key)
  for _ in 0..<10 {
    let p0 = UInt64(x[0]) * 0xD251_1F53
    let p1 = UInt64(x[2]) * 0xCD9E_8D57
    x = [
      UInt32(p1 >> 32) ^ x[1] ^ k[0], UInt32(truncatingIfNeeded: p1), UInt32(p0 >> 32) ^ x[3] ^ k[1],
      UInt32(truncatingIfNeeded: p0),
    ]
    k = [k[0] &+ 0x9E37_79B9, k[1] &+ 0xBB67_AE85]
  }
  return x
}

@Suite struct UniformTests {
  private func uniforms(
    rows: Int, columns: Int, draws: Int = 1, step: UInt32 = 0, key: (UInt32, UInt32) = (0, 0),
    numbers: [UInt32]? = nil, table: KernelTable = fastest
  ) -> Floats {
    let output = Floats(count: rows * columns)
    let rowNumbers = numbers ?? (0..<UInt32(rows)).map { $0 }
    rowNumbers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      table.uniform(
        UniformRows(
          output: output.base, outputRowStride: columns, columns: columns, rowNumbers: base, draws: draws, step: step,
          keyLow: key.0, keyHigh: key.1), 0..<rows)
    }
    #expect(output.isGuardIntact)
    return output
  }

  private func transform(_ word: UInt32) -> Float { (Float(word >> 9) + 0.5) / 8_388_608 }

  /// The published answers of Random123 for all bits clear, all bits set, and the digits of pi.
  @Test func referenceGivesThePublishedAnswers() {
    #expect(philox([0, 0, 0, 0], [0, 0]) == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
    #expect(
      philox(Array(repeating: .max, count: 4), [.max, .max]) == [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
    #expect(
      philox([0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0])
        == [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
  }

  @Test(arguments: 1...70)
  func matchesTheReference(_ columns: Int) {
    let numbers: [UInt32] = [7, .max, 1_000_000]
    let output = uniforms(
      rows: 6, columns: columns, draws: 2, step: 0xFFFF_FFFE, key: (0xDEAD_BEEF, 0x8000_0001), numbers: numbers)
    for row in 0..<6 {
      for c in 0..<columns {
        let words = philox(
          [numbers[row / 2], UInt32(row % 2), 0xFFFF_FFFE, UInt32(c / 4)], [0xDEAD_BEEF, 0x8000_0001])
        #expect(output.base[row * columns + c] == transform(words[c % 4]))
      }
    }
  }

  @Test func extremeWordsStayInside() {
    #expect(transform(0) == 0x1p-24 && transform(.max) == 1 - 0x1p-24)
    #expect(transform(511) == 0x1p-24 && transform(512) == 3 * 0x1p-24)
    var (least, most) = (Float.infinity, -Float.infinity)
    for block in 0..<40 {
      let output = uniforms(rows: 1 << 10, columns: 1 << 10, step: UInt32(block))
      most = max(most, largest(output))
      least = min(least, -largest(applyInPlace([.negate], output)))
    }
    #expect(least == 0x1p-24 && most == 1 - 0x1p-24)
  }

  /// -log(-log u) of every uniform there is, 2^23 of them: all finite, so that no number of draws meets another.
  @Test func gumbelNoiseIsFinite() {
    let every = Floats(count: 1 << 23) { transform(UInt32($0) << 9) }
    let noise = applyInPlace([.log, .negate, .log, .negate], every)
    // A NaN would be the largest of both.
    #expect(largest(noise) <= 16.64)
    #expect(largest(applyInPlace([.negate], noise)) <= 2.82)
  }

  /// softmax of logits between -255 and 255 with noise, its smallest and largest values among it.
  @Test func relaxedDrawsSumToOne() {
    let u = uniforms(rows: 1, columns: 8192, key: (5, 6))
    (u.base[17], u.base[4000]) = (transform(0), transform(.max))
    let noise = applyInPlace([.log, .negate, .log, .negate], u).values
    let noisy = noise.enumerated().map { $1 + Float($0 * 7919 % 511) - 255 }
    let logs = SegmentCase(widths: [8192], rows: 1, outputWidth: 8192).run(fastest.logSoftmax, Floats(noisy), nil)
    let values = apply(.exp, [logs.values])
    #expect(values.allSatisfy { $0.isFinite })
    #expect(abs(values.reduce(0) { $0 + Double($1) } - 1) < 1e-4)
  }

  /// The largest of all values, NaN if one is NaN.
  private func largest(_ x: Floats) -> Float {
    let y = Floats(count: 1)
    let (one, zero, count, unit) = (Integers([1]), Integers([0]), Integers([x.count]), Integers([1]))
    fastest.reduce(
      ReduceLoop(
        code: .max, output: y.base, input: x.base, keptRank: 1, keptExtents: one.base, keptOutputStrides: zero.base,
        keptInputStrides: zero.base, reducedRank: 1, reducedExtents: count.base, reducedInputStrides: unit.base), 0..<1)
    return y.base[0]
  }

  /// Applies primitives of one operand one after another.
  @discardableResult
  private func applyInPlace(_ codes: [ElementwiseCode], _ x: Floats) -> Floats {
    let program = codes.enumerated().map { ElementwiseInstruction(code: $1, a: Int32($0)) }
    let scratch = Floats(count: ElementwiseLoop.scratchElements(inputCount: 1, programCount: codes.count))
    let (extents, strides) = (Integers([x.count]), Integers([1, 1]))
    var input = UnsafePointer(x.base)
    withUnsafePointer(to: &input) { inputs in
      program.withUnsafeBufferPointer { program in
        guard let steps = program.baseAddress else { return }
        fastest.elementwise(
          ElementwiseLoop(
            output: x.base, inputs: inputs, inputCount: 1, rank: 1, extents: extents.base, strides: strides.base,
            program: steps, programCount: codes.count, scratch: scratch.base), 0..<x.count)
      }
    }
    return x
  }

  @Test func allInstructionSetsGiveTheSameBits() {
    let results = tables.map { uniforms(rows: 9, columns: 45, key: (3, 4), table: $0).bits }
    #expect(results.allSatisfy { $0 == results[0] })
  }
}
