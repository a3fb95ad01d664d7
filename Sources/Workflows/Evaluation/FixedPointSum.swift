/// A sum of per-row figures as a whole number of 2^-32 nats, so that the order of the rows, the size of the batches and
/// the number of threads change no digit of it.
///
/// Each value is rounded once, by at most 2^-33; with 128 bits 2^31 rows of up to 2^63 nats each cannot overflow.
/// Values that are not finite, or larger, are counted and not added: a sum that met one has no mean.
package struct FixedPointSum: Sendable, Equatable {
  private var total: Int128 = 0
  /// Values added.
  package private(set) var count = 0
  /// Values that were not finite.
  package private(set) var nonFinite = 0

  package init() {}

  /// Adds one value.
  package mutating func add(_ value: Double) {
    count += 1
    let scaled = (value * 0x1p32).rounded()
    if scaled.magnitude < 0x1p62 {
      total &+= Int128(Int64(scaled))
    } else if scaled.magnitude < 0x1p95 {
      total &+= Int128(scaled)
    } else {
      nonFinite += 1
    }
  }

  /// The sum, nil when a value was not finite.
  package var sum: Double? { nonFinite == 0 ? Double(total) * 0x1p-32 : nil }

  /// The mean over the values, nil when there are none or one was not finite.
  package var mean: Double? { count == 0 ? nil : sum.map { $0 / Double(count) } }
}
