import Checkpoint
import Datasets
import Diagnostics
import Glibc

/// What the data said when they were last read, so that checking a spec again reads no data.
///
/// A folder of files, one a data section. An entry holds for the section as it is written, the paths it leads to, and
/// every file's inode, size, time of change and of modification. Nothing of it is needed: an entry that is missing, of
/// another version, damaged or somebody else's is read past, and a folder that cannot be written stays as it is. Names
/// are 16 bits of a hash, so there are at most 65,536 entries and a newer one takes the place of another.
package struct FactsCache: Sendable {
  /// Absolute.
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// `$XDG_CACHE_HOME/dvae-run`, else `~/.cache/dvae-run`; nil without either.
  package static func ofUser() -> FactsCache? {
    func variable(_ name: String) -> String? {
      unsafe getenv(name).map { unsafe String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    if let caches = variable("XDG_CACHE_HOME") { return FactsCache(folder: caches + "/dvae-run") }
    return variable("HOME").map { FactsCache(folder: $0 + "/.cache/dvae-run") }
  }

  /// What `read` gives for the data of `key`, from the folder where they have not changed since. A refusal is kept like
  /// facts, a failure of the machine is not.
  func reading(_ key: FactsKey, _ read: () throws -> DataReading) throws -> DataReading {
    let path = folder + "/facts-" + key.slot
    let before = key.files.map(FileState.init)
    if !before.contains(nil), let bytes = CacheFile.bytes(at: path),
      let entry = FactsEntry(bytes, key: key, files: before.compactMap { $0 })
    {
      return try entry.reading.get()
    }
    let result: Result<DataReading, Refusal>
    do { result = .success(try read()) } catch let refusal as Refusal { result = .failure(refusal) }
    let after = key.files.map(FileState.init)
    let now = FileState.now()
    if before == after, !after.contains(where: { $0?.isSettled(at: now) != true }) {
      let files = after.compactMap { $0 }
      if let bytes = FactsEntry.bytes(result, key: key, files: files) {
        CacheFile.replace(path, in: folder, with: bytes)
      }
    }
    return try result.get()
  }
}

/// What reading the data tells a check: facts, warnings and notes; no cell.
struct DataReading: Sendable, Equatable {
  var facts: DataFacts
  var findings: [Diagnostic]
}

extension DataReading: StageArtifact {
  func dump() -> String { facts.textLines.joined(separator: "\n") + "\n" }
}
