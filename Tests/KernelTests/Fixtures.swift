import CPURuntime
import KernelInterface

/// Every table this machine can run.
let tables: [KernelTable] = KernelSelection.available().compactMap { try? KernelSelection.table(named: $0) }

/// The fastest table this machine can run.
let fastest: KernelTable = tables[tables.count - 1]

/// Floats with a guard of NaN behind them that no kernel may touch, 64-byte aligned.
final class Floats {
  let count: Int
  let base: UnsafeMutablePointer<Float>
  private static let guardCount = 32

  init(count: Int, _ value: (Int) -> Float = { _ in 0 }) {
    self.count = count
    let room = UnsafeMutableRawPointer.allocate(byteCount: (count + Self.guardCount) * 4, alignment: 64)
    base = room.bindMemory(to: Float.self, capacity: count + Self.guardCount)
    for i in 0..<count { base[i] = value(i) }
    for i in 0..<Self.guardCount { base[count + i] = Float(bitPattern: 0x7FC0_1234) }
  }

  convenience init(_ values: [Float]) { self.init(count: values.count) { values[$0] } }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  var values: [Float] { (0..<count).map { base[$0] } }

  /// Bits of the values, every NaN alike.
  var bits: [UInt32] { values.map { $0.isNaN ? 0x7FC0_0000 : $0.bitPattern } }

  /// Whether the guard is as it was.
  var isGuardIntact: Bool { (0..<Self.guardCount).allSatisfy { base[count + $0].bitPattern == 0x7FC0_1234 } }
}

/// Integers that a kernel reads through a pointer.
final class Integers<Element: FixedWidthInteger> {
  let base: UnsafeMutablePointer<Element>
  init(_ values: [Element]) {
    base = .allocate(capacity: max(values.count, 1))
    for (i, value) in values.enumerated() { base[i] = value }
  }
  deinit { base.deallocate() }
}

/// SplitMix64: the tests' own numbers, the same in every run.
struct TestNumbers {
  var state: UInt64
  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in -range ... range.
  mutating func float(_ range: Float = 1) -> Float { (Float(next() >> 40) / Float(1 << 23) - 1) * range }

  mutating func index(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}

/// `count` numbers in -range ... range.
func randomFloats(_ count: Int, seed: Int, range: Float = 1) -> Floats {
  var numbers = TestNumbers(seed: seed)
  return Floats(count: count) { _ in numbers.float(range) }
}

/// Cuts 0 ..< count into `parts` ranges of uneven lengths.
func uneven(_ count: Int, into parts: Int) -> [Range<Int>] {
  let ends = (0...parts).map { $0 * $0 * count / (parts * parts) }
  return (0..<parts).map { ends[$0]..<ends[$0 + 1] }
}
