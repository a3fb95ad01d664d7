import FuzzInputs
import Glibc

/// Which input this process fuzzes: `DVAE_FUZZ`.
private let input: FuzzInput = {
  let name = unsafe getenv("DVAE_FUZZ").map { unsafe String(cString: $0) } ?? ""
  guard let input = FuzzInput(rawValue: name) else {
    print("DVAE_FUZZ must be one of", FuzzInput.allCases.map(\.rawValue).joined(separator: ", "))
    exit(2)
  }
  return input
}()

/// `DVAE_FUZZ_FOLDER`, an empty folder to write to.
private let folder = unsafe getenv("DVAE_FUZZ_FOLDER").map { unsafe String(cString: $0) } ?? "."

/// One run of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try unsafe input.run(Array(UnsafeBufferPointer(start: start, count: count)), in: folder)
  } catch {
    fatalError("\(error)")
  }
  return 0
}
