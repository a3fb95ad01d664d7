import Checkpoint
import Foundation
import RuleCatalogue
import Testing
import Workflows

/// Facts of data that have not changed: the same words as without, and nothing that is in the folder can change them.
@Suite("Cache of data facts")
struct FactsCacheTests {
  /// A folder `work` of specs and a folder for the cache beside it, its files old enough to be kept.
  private struct Place {
    let folder: TemporaryFolder
    var work: String { folder.path + "/work" }
    var cache: FactsCache { FactsCache(folder: folder.path + "/some/cache") }
    var entries: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: cache.folder)) ?? []).sorted() }

    init() throws {
      folder = try TemporaryFolder()
      let toy = try TemporaryFolder.toy()
      try FileManager.default.copyItem(atPath: toy.path, toPath: work)
    }

    /// Waits until no file is as young as its time stamps.
    func settle() async throws { try await Task.sleep(for: .seconds(2.1)) }

    func validate(_ arguments: [String] = [], with cache: FactsCache? = nil) -> CommandRun {
      CommandRun(["toy.yaml", "validate", "--json"] + arguments, in: work, cache: cache)
    }

    /// Inodes of the entries: a new one for each that was written again.
    func inodes() -> [Int] {
      entries.map { name in
        let attributes = try? FileManager.default.attributesOfItem(atPath: cache.folder + "/" + name)
        return (attributes?[.systemFileNumber] as? Int) ?? 0
      }
    }
  }

  @Test(arguments: RuleSheet.all.filter { $0.flagged != nil }.map(\.code.name))
  func flaggedExampleReadsTheSame(_ code: String) async throws {
    let place = try Place()
    let example = try #require(RuleSheet.named(code)?.flagged)
    for file in example.files { try place.folder.write("work/" + file.name, file.bytes) }
    try place.folder.write("work/spec.yaml", example.bytes)
    try place.folder.write("work/later.yaml", Array("# one\n# two\n\n".utf8) + example.bytes)
    try await place.settle()
    try expectSame("spec.yaml", thenOf: "later.yaml", in: place.work, place.cache)
  }

  @Test(arguments: ["penguins", "digits-pair"])
  func specReadsTheSame(_ name: String) async throws {
    let specs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Specs").path
    let place = try Place()
    try await place.settle()
    try expectSame(name + ".yaml", thenOf: name + ".yaml", in: specs, place.cache)
    #expect(place.entries.count == 1)
  }

  /// The report on `later` with the entry that checking `first` made is the report without.
  private func expectSame(_ first: String, thenOf later: String, in folder: String, _ cache: FactsCache) throws {
    _ = CommandRun([first, "validate", "--json"], in: folder, cache: cache)
    let without = CommandRun([later, "validate", "--json"], in: folder)
    let warm = CommandRun([later, "validate", "--json"], in: folder, cache: cache)
    #expect(without.status == warm.status)
    #expect(without.output == warm.output)
    #expect(without.errors == warm.errors)
  }

  @Test func unchangedDataAreNotReadAgain() async throws {
    let place = try Place()
    try await place.settle()
    let first = place.validate(with: place.cache)
    let written = place.inodes()
    #expect(written.count == 1)
    #expect(place.validate(with: place.cache).output == first.output)
    try place.folder.write("work/toy.yaml", "# a line more\n" + TemporaryFolder.toySpec)
    _ = place.validate(with: place.cache)
    #expect(place.inodes() == written)
    _ = place.validate(["--set", "data.valid={every: 3}"], with: place.cache)
    #expect(place.inodes() == written)
  }

  @Test func changedDataAreReadAgain() async throws {
    let place = try Place()
    try await place.settle()
    _ = place.validate(with: place.cache)
    let path = place.work + "/toy.csv"
    let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // The same size and time of modification: the inode's time of change tells.
    try text.replacingOccurrences(of: "1,1,0,1", with: "1,1,0,7").write(
      toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.modificationDate: try #require(date)], ofItemAtPath: path)
    let changed = place.validate(with: place.cache)
    #expect(changed.status == 1)
    #expect(changed.output == place.validate().output)
  }

  @Test func youngDataAreNotKept() throws {
    let place = try Place()
    #expect(place.validate(with: place.cache).status == 0)
    #expect(place.entries.isEmpty)
  }

  @Test func nothingIsKeptWhereItIsRefused() async throws {
    let place = try Place()
    try await place.settle()
    for argument in ["--without-cache", "--sandbox", "--without-data"] {
      #expect(place.validate([argument], with: place.cache).status == 0)
      #expect(place.entries.isEmpty, "\(argument)")
    }
    let nowhere = place.validate(with: FactsCache(folder: place.work + "/toy.csv/cache"))
    #expect(nowhere.status == 0 && nowhere.errors.isEmpty)
  }

  @Test func damagedEntriesAreReadPast() async throws {
    let place = try Place()
    try await place.settle()
    let expected = place.validate(with: place.cache).output
    let entry = place.cache.folder + "/" + (try #require(place.entries.first))
    let good = try [UInt8](Data(contentsOf: URL(fileURLWithPath: entry)))
    var bad: [[UInt8]] = stride(from: 0, to: good.count, by: 37).map { Array(good[..<$0]) }
    bad += stride(from: 0, to: good.count, by: 41).map { place in
      var copy = good
      copy[place] ^= 1
      return copy
    }
    bad += [Array(repeating: 0, count: 200), Array(repeating: UInt8(ascii: "["), count: 100_000)]
    for bytes in bad {
      try Data(bytes).write(to: URL(fileURLWithPath: entry))
      #expect(place.validate(with: place.cache).output == expected)
    }
    #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: entry))) == good)
  }

  /// Entries with a digest that fits, as somebody would write them on purpose.
  @Test func hostileEntriesAreReadPast() async throws {
    let place = try Place()
    try await place.settle()
    let expected = place.validate(with: place.cache).output
    let entry = place.cache.folder + "/" + (try #require(place.entries.first))
    let body = String(decoding: try Data(contentsOf: URL(fileURLWithPath: entry)).dropFirst(65), as: UTF8.self)
    let edits = [
      ("\"train\":18", "\"train\":9223372036854775807"), ("\"train\":18", "\"train\":-1"),
      ("\"valid\":6", "\"valid\":4611686018427387904"), ("\"missing\":0", "\"missing\":9000000000000000000"),
      ("\"spans\":[[", "\"spans\":[[-9223372036854775808,"), ("\"spans\":[[", "\"spans\":[[9223372036854775807,1],["),
      ("\"position\":0", "\"position\":9223372036854775807"), ("\"findings\":[]", "\"findings\":[{}]"),
      ("\"findings\":[]", "\"findings\":7"), ("\"version\":1", "\"version\":2"),
    ]
    for (old, new) in edits {
      #expect(body.contains(old), "\(old) \(body)")
      let hostile = body.replacingOccurrences(of: old, with: new)
      let bytes = Array((SHA256.hexadecimal(of: Array(hostile.utf8)) + "\n" + hostile).utf8)
      try Data(bytes).write(to: URL(fileURLWithPath: entry))
      #expect(place.validate(with: place.cache).output == expected, "\(new)")
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: entry)
    #expect(place.validate(with: place.cache).output == expected)
    try FileManager.default.removeItem(atPath: entry)
    try FileManager.default.createDirectory(atPath: entry, withIntermediateDirectories: false)
    #expect(place.validate(with: place.cache).output == expected)
  }
}
