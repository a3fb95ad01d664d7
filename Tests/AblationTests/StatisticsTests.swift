import Ablation
import Testing

@Suite("Statistics of seeds")
struct StatisticsTests {
  /// Critical values as published (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2).
  @Test(arguments: [
    (1, 0.975, 12.706), (2, 0.975, 4.303), (3, 0.975, 3.182), (4, 0.975, 2.776), (5, 0.975, 2.571), (6, 0.975, 2.447),
    (7, 0.975, 2.365), (8, 0.975, 2.306), (9, 0.975, 2.262), (10, 0.975, 2.228), (15, 0.975, 2.131),
    (20, 0.975, 2.086), (29, 0.975, 2.045), (30, 0.975, 2.042), (60, 0.975, 2.000), (100, 0.975, 1.984),
    (1, 0.9, 3.078), (4, 0.95, 2.132), (9, 0.99, 2.821), (9, 0.995, 3.250), (19, 0.999, 3.579), (2, 0.999, 22.327),
  ])
  func publishedCriticalValue(_ degreesOfFreedom: Int, _ probability: Double, _ expected: Double) throws {
    let t = try #require(StudentT.quantile(probability, degreesOfFreedom: degreesOfFreedom))
    #expect(abs(t - expected) <= 0.000501, "\(t)")
  }

  /// Closed forms: tan(pi (p - 1/2)) for one degree of freedom, u sqrt(2 / (1 - u^2)) with u = 2 p - 1 for two.
  @Test func closedForms() throws {
    let one = try #require(StudentT.quantile(0.975, degreesOfFreedom: 1))
    #expect(abs(one - 12.706204736174698) < 1e-9)
    for probability in [0.6, 0.75, 0.9, 0.975, 0.9995] {
      let u = 2 * probability - 1
      let expected = u * (2 / (1 - u * u)).squareRoot()
      let t = try #require(StudentT.quantile(probability, degreesOfFreedom: 2))
      #expect(abs(t / expected - 1) < 1e-12)
    }
    #expect(StudentT.quantile(0.75, degreesOfFreedom: 1).map { abs($0 - 1) < 1e-14 } == true)
    #expect(
      StudentT.quantile(0.5, degreesOfFreedom: 7) == 0 || (StudentT.quantile(0.5, degreesOfFreedom: 7) ?? 1) < 1e-15)
    #expect(StudentT.quantile(1, degreesOfFreedom: 3) == nil)
    #expect(StudentT.quantile(0.9, degreesOfFreedom: 0) == nil)
  }

  @Test func meanAndStandardError() throws {
    let mean = try #require(SeedMean([1, 2, 3, 6]))
    #expect(mean.mean == 3)
    // Squares 4 + 1 + 0 + 9 = 14; 14 / 3 / 4.
    #expect(mean.standardError.map { abs($0 - (14.0 / 12).squareRoot()) < 1e-15 } == true)
    #expect(SeedMean([5])?.standardError == nil)
    #expect(SeedMean([]) == nil)
  }

  /// What a shift common to both cells of a seed adds cancels: the interval is that of the differences alone.
  @Test func pairedDifferenceCancelsWhatSeedsShare() throws {
    let pairs = [(value: 101.0, baseline: 100.0), (value: 12, baseline: 10), (value: -47, baseline: -50)]
    let difference = try #require(PairedDifference(pairs))
    #expect(difference.mean == 2 && difference.count == 3)
    // Differences 1, 2, 3: deviation 1, error 1 / sqrt 3, t = 4.3027 with two degrees of freedom.
    let (low, high) = try #require(difference.interval)
    #expect(abs(low - (2 - 4.302652729749464 / 3.0.squareRoot())) < 1e-12)
    #expect(abs(high - (2 + 4.302652729749464 / 3.0.squareRoot())) < 1e-12)
    #expect(PairedDifference([(1, 2)])?.interval == nil)
    #expect(PairedDifference([]) == nil)
  }
}
