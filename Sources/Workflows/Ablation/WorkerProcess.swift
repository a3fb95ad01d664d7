import Checkpoint
import Diagnostics
import Glibc

/// A worker as its parent sees it: a process of the same program, lines to it and lines from it.
///
/// It is the leader of a process group of its own, so that Ctrl-C reaches the parent alone, which passes it on once.
final class WorkerProcess {
  let identifier: pid_t
  /// Lines it writes come from here.
  let output: Int32
  private var input: Int32
  private let reader: LineReader
  /// The run it is making.
  var run: PlannedRun?
  /// The step it told last.
  var step = 0
  /// Whether it has read the data.
  var isReady = false

  /// Starts `executable` with the hidden verb. Throws `MachineFailure`.
  init(executable: String) throws {
    let toWorker = try Self.pipe()
    let fromWorker = try Self.pipe()
    defer {
      close(toWorker.read)
      close(fromWorker.write)
    }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, toWorker.read, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, fromWorker.write, 1)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let arguments = ["dvae-run", Self.verb]
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    var process = pid_t()
    let status = unsafe posix_spawn(&process, executable, &actions, &attributes, &pointers, environ)
    guard status == 0 else {
      close(toWorker.write)
      close(fromWorker.read)
      throw MachineFailure(unsafe "cannot start `\(executable)`: \(String(cString: strerror(status)))")
    }
    identifier = process
    (input, output) = (toWorker.write, fromWorker.read)
    reader = LineReader(descriptor: fromWorker.read)
  }

  deinit {
    dismiss()
    close(output)
  }

  /// The verb that no help lists.
  package static let verb = "ablation-worker"

  /// Both ends, which no program that is started later gets.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard unsafe Glibc.pipe(&ends) == 0 else {
      throw MachineFailure(unsafe "cannot make a pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Sends one line. A worker that is gone is noticed where its answers end.
  func send(_ json: JSONValue) {
    let bytes = Array((json.compactText + "\n").utf8)
    var written = 0
    while input >= 0, written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(input, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 { written += count } else if errno != EINTR { return }
    }
  }

  /// The answers that are there, after `poll` said that something is. Throws `MachineFailure`.
  func answers() throws -> [WorkerAnswer] {
    try reader.fill()
    var answers: [WorkerAnswer] = []
    while let line = reader.takeLine() {
      guard let json = try? StrictJSON.read(line), let answer = WorkerAnswer(json) else { continue }
      answers.append(answer)
    }
    return answers
  }

  /// Whether it closed its output: it has ended, or is about to.
  var hasEnded: Bool { reader.isAtEnd }

  /// No more orders: an idle worker ends by itself.
  func dismiss() {
    if input >= 0 { close(input) }
    input = -1
  }

  func signal(_ number: Int32) { kill(identifier, number) }

  /// Waits for its end and words it: `status 70`, `signal 9`; nil for status 0.
  func wait() -> String? {
    var status: Int32 = 0
    guard retryingInterrupted({ [identifier] in unsafe waitpid(identifier, &status, 0) }) == identifier else {
      return "an unknown end"
    }
    if status & 0x7F != 0 { return "signal \(status & 0x7F)" }
    let code = status >> 8 & 0xFF
    return code == 0 ? nil : "status \(code)"
  }
}
