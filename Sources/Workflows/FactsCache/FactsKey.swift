import Checkpoint
import Datasets
import Diagnostics
import ModelSpec
import YAMLDocument

/// Everything that the facts of data follow from, but for the bytes of the files: the section as it is written, the
/// folder it stands in, the paths it leads to, the limit of memory, and the version of this program.
struct FactsKey {
  /// Absolute paths in the order of reading.
  var files: [String]
  /// SHA-256, hexadecimal.
  var digest: String
  /// Spans of an entry count from the start of the section, so that an edit before it changes nothing.
  var places: RelativePlaces

  /// The name of its place in the folder.
  var slot: String { String(digest.prefix(4)) }

  /// nil where the command line changes the section.
  init?(_ source: ReadSpec) {
    guard let node = source.dataNode else { return nil }
    let spec = source.spec
    files = source.folders.files(of: spec.data)
    places = RelativePlaces(source: node.span.source, start: node.span.start, textSize: source.file.bytes.count)
    var text = SectionText(places: places)
    text.add("\(FactsEntry.version) \(Version.tool) \(spec.limits.memory.value)")
    text.add(InputFile.resolvingLinks(InputFile.absolute(source.folders.spec)))
    for file in files {
      text.add(file)
      text.add(InputFile.resolvingLinks(file))
    }
    text.add(node)
    text.add(spec.data.span)
    digest = SHA256.hexadecimal(of: text.bytes)
  }
}

/// Spans of one text as offsets from a place in it.
struct RelativePlaces {
  var source: SourceID
  var start: Int
  /// Bytes of the text.
  var textSize: Int

  /// Start and end from the place; nil for no span, none for a span of another text.
  func offsets(of span: Span) -> [Int]?? {
    if span == .none { return .some(nil) }
    guard span.source == source else { return .none }
    return [span.start - start, span.end - start]
  }

  /// The span at offsets that `offsets` gave; nil when it does not lie in the text or ends before it starts.
  func span(_ offsets: [Int]) -> Span? {
    guard offsets.count == 2 else { return nil }
    let (first, firstOverflows) = start.addingReportingOverflow(offsets[0])
    let (end, endOverflows) = start.addingReportingOverflow(offsets[1])
    guard !firstOverflows, !endOverflows, first >= 0, end >= first, end <= textSize else { return nil }
    return Span(source: source, start: first, end: end)
  }
}

/// A node tree with its places as bytes: two trees that differ in anything differ here, since every text is preceded by
/// its length.
private struct SectionText {
  let places: RelativePlaces
  private(set) var bytes: [UInt8] = []

  init(places: RelativePlaces) { self.places = places }

  mutating func add(_ text: String) {
    bytes += "\(text.utf8.count):".utf8
    bytes += text.utf8
  }

  mutating func add(_ span: Span) {
    bytes += "\(span.source == places.source) \(span.start &- places.start) \(span.end &- places.start);".utf8
  }

  mutating func add(_ node: Node) {
    add(node.span)
    switch node.content {
    case .scalar(let scalar):
      add(scalar.isPlain ? "plain" : "quoted")
      add(scalar.text)
    case .sequence(let items):
      add("list \(items.count)")
      for item in items { add(item) }
    case .mapping(let entries):
      add("map \(entries.count)")
      for entry in entries {
        add(entry.keySpan)
        add(entry.isMerged ? "merged" : "own")
        add(entry.key)
        add(entry.value)
      }
    }
  }
}
