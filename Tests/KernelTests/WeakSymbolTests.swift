import Foundation
import Testing

/// The linker keeps one copy of a weak function for the whole program. If a kernel module defined one under a name that
/// another module can define too (a specialised library generic, a copying helper of a type), code for AVX-512 could
/// run on a processor without it. Weak functions that carry the module's own name are its own alone.
@Suite struct WeakSymbolTests {
  @Test(arguments: ["Kernels", "KernelsAVX2", "KernelsAVX512"])
  func moduleDefinesNoSharedWeakFunction(_ module: String) throws {
    let folder = try #require(objectFolder(of: module), "no object files of \(module) beside the test program")
    let objects = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".o") }
    #expect(objects.count > 10)
    let own = "\(module.utf8.count)\(module)"
    for object in objects {
      let symbols = try weakFunctions(of: folder + "/" + object)
      let shared = symbols.filter { !$0.contains("$s\(own)") }
      #expect(shared.isEmpty, "\(object): \(shared)")
    }
  }

  /// `MODULE.build` in the folder the test program was built in.
  private func objectFolder(of module: String) -> String? {
    guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
    var folder = URL(fileURLWithPath: program).deletingLastPathComponent()
    for _ in 0..<4 {
      let candidate = folder.appendingPathComponent("\(module).build").path
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  private func weakFunctions(of object: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/nm")
    process.arguments = [object]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      return fields.count == 3 && fields[1] == "W" ? String(fields[2]) : nil
    }
  }
}
