import Checkpoint
import Datasets
import Diagnostics

/// A sheet for the first field of a model whose rows are images.
struct ImageRows {
  /// Place among the model's fields.
  let field: Int
  private let pixels: Int
  private let columns: Int
  private var sheet: ImageSheet
  /// Images that stand under those of the row in progress.
  private var under: [[Float]] = []

  /// Throws a refusal when no field is one.
  init(_ loaded: LoadedModel, columns: Int = 16) throws {
    for (index, field) in loaded.model.fields.enumerated() {
      guard let shape = loaded.facts.fields.first(where: { $0.name == field.name })?.image else { continue }
      self.field = index
      pixels = field.columns.count
      self.columns = columns
      sheet = ImageSheet(shape: shape, columns: columns)
      return
    }
    throw InputFile.refusal(
      "not-images",
      "no field holds images: a binary field whose file says so, or whose columns make a square, is needed")
  }

  /// Adds an image.
  mutating func append(_ image: [Float]) { sheet.append(image) }

  /// Adds an image and the one that stands under it.
  mutating func append(_ image: [Float], above other: [Float]) {
    sheet.append(image)
    under.append(other)
    if under.count == columns { endRow() }
  }

  private mutating func endRow() {
    guard !under.isEmpty else { return }
    for _ in under.count..<columns { sheet.append(nil) }
    for place in 0..<columns { sheet.append(under.indices.contains(place) ? under[place] : nil) }
    under = []
  }

  /// The probabilities p(x = 1 | z) of one row.
  func mean(row: Int, of decoder: LatentDecoder) -> [Float] {
    (0..<pixels).map { Float(decoder.means[field][row, $0]) }
  }

  /// Puts the picture in a file's place.
  mutating func write(to path: String) throws {
    endRow()
    try AtomicFile.replace(path, with: sheet.picture().encoded())
  }
}
