import Diagnostics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension TensorFile {
  /// Reads and checks a whole file before any of it is used; opens this one file and nothing else.
  ///
  /// Throws a `CheckpointError` for what the file is, a `MachineFailure` for what the machine refuses.
  /// `memoryLimit` is in bytes.
  package static func read(_ path: String, memoryLimit: Int = 4 << 30) throws -> TensorFile {
    try decode(try contents(path, memoryLimit), path: path)
  }

  /// Reads a file's bytes; `path` names them in errors.
  package static func decode(_ bytes: [UInt8], path: String) throws -> TensorFile {
    let memory = try ByteMemory(count: bytes.count)
    unsafe memory.mutableBytes.copyBytes(from: bytes)
    return try decode(memory, path: path)
  }

  private static func decode(_ memory: ByteMemory, path: String) throws -> TensorFile {
    let bytes = unsafe memory.bytes
    func refusal(_ reason: CheckpointError.Reason) -> CheckpointError { CheckpointError(path: path, reason: reason) }
    if unsafe bytes.isEmpty { throw refusal(.empty) }
    if bytes.count < 8 { throw refusal(.truncated(announced: 8, present: bytes.count)) }
    let announced = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    guard announced >= 2, announced <= UInt64(headerLimit) else {
      throw refusal(.notSafetensors("it announces a header of \(announced) bytes"))
    }
    let start = 8 + Int(announced)
    // A file of something else is told from one that is cut off by its first byte.
    if bytes.count > 8, unsafe bytes[8] != UInt8(ascii: "{") {
      throw refusal(.notSafetensors("its header does not begin with `{`"))
    }
    if bytes.count < start { throw refusal(.truncated(announced: start, present: bytes.count)) }
    let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[8..<start])
    let header: TensorHeader
    do { header = try unsafe TensorHeader(text.bindMemory(to: UInt8.self)) } catch let problem as HeaderProblem {
      throw refusal(.notSafetensors(problem.message))
    }
    let (size, overflow) = start.addingReportingOverflow(header.dataSize)
    if overflow || bytes.count < size {
      throw refusal(.truncated(announced: overflow ? Int.max : size, present: bytes.count))
    }
    if bytes.count > size { throw refusal(.notSafetensors("\(bytes.count - size) bytes follow the last tensor")) }
    let isOurs = try checkOrigin(header, memory, headerEnd: start, refusal)
    let own = [versionKey, checksumKey]
    var file = TensorFile(
      metadata: isOurs ? header.metadata.filter { !own.contains($0.key) } : header.metadata,
      tensors: header.entries.map {
        let range = (start + $0.range.lowerBound)..<(start + $0.range.upperBound)
        return Tensor(name: $0.name, element: $0.element, shape: $0.shape, memory: memory, range: range)
      })
    file.isChecksummed = isOurs
    return file
  }

  /// Whether this program wrote the file; then its checksum must be right and its version known.
  private static func checkOrigin(
    _ header: TensorHeader, _ memory: ByteMemory, headerEnd: Int, _ refusal: (CheckpointError.Reason) -> CheckpointError
  ) throws -> Bool {
    let checksum = header.metadata.first { $0.key == checksumKey }?.value
    let version = header.metadata.first { $0.key == versionKey }?.value
    // One of the two without the other: the other's name is damaged.
    guard checksum != nil || version != nil else { return false }
    guard let checksum, let version, checksum.utf8.count == 64,
      let place = unsafe checksumPlace(checksum, memory.bytes[8..<headerEnd])
    else { throw refusal(.checksumMismatch) }
    var hash = SHA256()
    unsafe hash.update(UnsafeRawBufferPointer(rebasing: memory.bytes[..<place]))
    hash.update(Array(blankChecksum.utf8))
    unsafe hash.update(UnsafeRawBufferPointer(rebasing: memory.bytes[(place + 64)...]))
    if hash.finishHexadecimal() != checksum { throw refusal(.checksumMismatch) }
    guard let number = Int(version), number >= 1, number <= formatVersion else { throw refusal(.newerVersion(version)) }
    return true
  }

  /// Where the digits of the checksum are, written as this program writes them; nil if nowhere or twice.
  private static func checksumPlace(_ checksum: String, _ header: Slice<UnsafeRawBufferPointer>) -> Int? {
    let key = Array("\"\(checksumKey)\":\"".utf8)
    let wanted = key + Array(checksum.utf8) + [UInt8(ascii: "\"")]
    guard unsafe header.count >= wanted.count else { return nil }
    var found: Int?
    for place in unsafe header.startIndex...(header.endIndex - wanted.count)
    where unsafe header[place] == wanted[0] && header[place...].starts(with: wanted) {
      if found != nil { return nil }
      found = place + key.count
    }
    return found
  }

  private static func contents(_ path: String, _ memoryLimit: Int) throws -> ByteMemory {
    func refusal(_ reason: CheckpointError.Reason) -> CheckpointError { CheckpointError(path: path, reason: reason) }
    if path.utf8.contains(0) { throw refusal(.missing) }
    // O_NONBLOCK: a pipe must not hang.
    let descriptor = retryingInterrupted { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    if descriptor < 0 {
      let number = errno
      if [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(number) { throw refusal(.missing) }
      if [ENXIO, ENODEV].contains(number) { throw refusal(.notAFile) }
      throw MachineFailure(unsafe "cannot read `\(path)`: \(String(cString: strerror(number)))")
    }
    defer { close(descriptor) }
    var status = stat()
    if unsafe fstat(descriptor, &status) != 0 {
      throw MachineFailure(unsafe "cannot read `\(path)`: \(String(cString: strerror(errno)))")
    }
    if status.st_mode & S_IFMT != S_IFREG { throw refusal(.notAFile) }
    let size = Int(status.st_size)
    if size > memoryLimit { throw refusal(.tooLarge(size, limit: memoryLimit)) }
    let memory = try ByteMemory(count: size)
    var filled = 0
    while filled < size {
      let got = retryingInterrupted {
        unsafe pread(descriptor, memory.mutableBytes.baseAddress?.advanced(by: filled), size - filled, off_t(filled))
      }
      if got < 0 { throw MachineFailure(unsafe "cannot read `\(path)`: \(String(cString: strerror(errno)))") }
      if got == 0 { throw refusal(.truncated(announced: size, present: filled)) }
      filled += got
    }
    return memory
  }
}
