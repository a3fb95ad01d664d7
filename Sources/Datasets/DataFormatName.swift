import Diagnostics
import ModelSpec

extension DataFormat {
  /// The format a file's name tells, `.gz` aside; nil when it tells none.
  package init?(fileName: String) {
    var name = fileName.split(separator: "/").last.map { $0.lowercased() } ?? ""
    if name.hasSuffix(".gz") { name.removeLast(3) }
    if name.hasSuffix("-ubyte") || name.hasSuffix(".idx") {
      self = .idx
    } else if name.hasSuffix(".csv") {
      self = .csv
    } else if name.hasSuffix(".tsv") {
      self = .tsv
    } else if name.hasSuffix(".npy") {
      self = .npy
    } else if name.hasSuffix(".npz") {
      self = .npz
    } else {
      return nil
    }
  }
}
