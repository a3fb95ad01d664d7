import Datasets
import Diagnostics
import ModelSpec
import YAMLDocument

extension Pipeline {
  /// The spec with its `data` section as it is and the smallest model beside it: for checking the data of a spec whose
  /// other sections are wrong. Throws `Refusal` when `data` itself is wrong.
  func readDataAlone(_ text: SpecText) throws -> ReadSpec {
    var document = try Document(bytes: text.file.bytes, source: text.source)
    let smallest = try Document(bytes: Array(Self.smallestModel.utf8), source: text.source).root
    guard case .mapping(let entries) = document.root.content, case .mapping(let others) = smallest.content else {
      return try read(text, sources: SourceMap())
    }
    document.root = Node(.mapping(entries.filter { $0.key == "data" } + others), at: document.root.span)
    let overrides = text.overrides.filter { $0.path.first?.value == "data" }
    let reading = try readSpec(document: document, overrides: overrides, fileStem: "data")
    return ReadSpec(
      file: text.file, reading: reading, folders: text.folders, allowances: Allowances(document),
      dataNode: text.dataNode(document))
  }

  private static let smallestModel = "{version: 1, latents: {z: {categories: 2}}, training: {steps: 1}}"
}
