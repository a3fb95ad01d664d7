import Diagnostics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The bytes of a regular file, read (not mapped: the file may shrink while a run goes on) and counted.
///
/// Throws a `FormatProblem` for a missing file, a folder, a pipe, a device, an empty file or one over the budget, and
/// a `MachineFailure` when the machine refuses (permission, descriptors, a read error).
func readFile(_ path: DataPath, budget: MemoryBudget) throws -> GrowingBuffer<UInt8> {
  if path.full.utf8.contains(0) { throw FormatProblem("missing-file", "a file name cannot hold a NUL") }
  try requireRegularFile(path)
  // O_NONBLOCK: a file swapped for a pipe in between must not hang.
  let descriptor = try retrying(path) { unsafe open(path.full, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
  defer { close(descriptor) }
  var status = stat()
  if unsafe fstat(descriptor, &status) != 0 { throw refusal(path, errno) }
  if status.st_mode & S_IFMT != S_IFREG { throw irregular(status) }
  let size = Int(status.st_size)
  if size > budget.limit {
    throw FormatProblem(
      "data-over-memory-limit", "\(size) bytes are more than the limit of \(budget.limit)",
      help: "raise `limits.memory`, or split the file")
  }
  let bytes = GrowingBuffer<UInt8>(budget: budget)
  try bytes.reserve(size)
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
  defer { unsafe chunk.deallocate() }
  while true {
    let got = try retrying(path) { unsafe read(descriptor, chunk.baseAddress, chunk.count) }
    if got == 0 { break }
    try unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: chunk.bindMemory(to: UInt8.self)[..<got]))
  }
  if bytes.count == 0 { throw FormatProblem("empty-file", "the file is empty") }
  return bytes
}

/// Throws unless `path` leads to a regular file.
func requireRegularFile(_ path: DataPath) throws {
  var status = stat()
  if unsafe stat(path.full, &status) != 0 { throw refusal(path, errno) }
  if status.st_mode & S_IFMT != S_IFREG { throw irregular(status) }
}

/// The call's result, retried when a signal interrupts it.
private func retrying<Result: FixedWidthInteger>(_ path: DataPath, _ call: () -> Result) throws -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw refusal(path, errno) }
  }
}

private func refusal(_ path: DataPath, _ number: Int32) -> any Error {
  switch number {
  case ENOENT, ENOTDIR:
    FormatProblem("missing-file", "there is no such file", help: missingFileHelp(path.written))
  case ELOOP: FormatProblem("missing-file", "the symbolic links go round in a circle")
  case ENAMETOOLONG: FormatProblem("missing-file", "the name is too long for a file")
  default: MachineFailure(unsafe "cannot read `\(path.full)`: \(String(cString: strerror(number)))")
  }
}

/// A number where a path is read was meant as a part of train.
private func missingFileHelp(_ written: String) -> String {
  let percent = written.last == "%" ? Double(written.dropLast()).map { $0 / 100 } : Double(written)
  guard let fraction = percent, fraction > 0, fraction < 1 else {
    return "paths in a spec are relative to the spec's own folder"
  }
  return "for a part of the rows of `train` write `{fraction: \(fraction)}`"
}

private func irregular(_ status: stat) -> FormatProblem {
  let kind =
    switch status.st_mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    default: "not a regular file"
    }
  return FormatProblem("not-a-file", "this is \(kind); data come from regular files")
}
