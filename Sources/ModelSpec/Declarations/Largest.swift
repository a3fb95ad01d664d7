/// The largest numbers a spec may write: far above any use, and small enough that products of two fit 64 bits.
package enum Largest {
  /// Rows of a file, and of a batch.
  package static let rows = 2_147_483_647
  /// Columns of a file.
  package static let columns = 2_147_483_647
  /// Latent variables of all blocks together.
  package static let variables = 100_000
  /// Values of a variable, units of a layer: whole numbers up to here are exact in 32-bit floating point.
  package static let width = 16_777_216
  /// Draws a row.
  package static let samples = 1_000_000
  /// Table entries a row of an exact sum: at four bytes each, more than a row is worth.
  package static let enumeration = 1e9
  package static let steps = 1_000_000_000_000
  package static let epochs = 1_000_000_000
  /// Seeds of an ablation.
  package static let ablationSeeds = 1_000
  /// Settings of an axis.
  package static let settings = 1_000
  /// Runs of an ablation: cells times seeds.
  package static let ablationRuns = 10_000
  /// Figures that an ablation compares.
  package static let comparedFigures = 100
}
