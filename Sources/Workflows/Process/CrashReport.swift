import Glibc

/// Turns a trap into a message that asks for a report, and exit status 70.
///
/// The handler runs on its own stack, so that it also sees a stack overflow, and uses only calls that are safe in a
/// signal handler.
package enum CrashReport {
  /// Bytes that outlive the process: a message's pieces.
  struct Piece {
    var start: UnsafePointer<UInt8>
    var count: Int
    init(_ text: StaticString) {
      start = text.utf8Start
      count = text.utf8CodeUnitCount
    }
  }

  private nonisolated(unsafe) static var stage = Piece("start")
  private nonisolated(unsafe) static var pieces = (
    Piece("\nthis is a bug in dvae-run, not in your files (signal "), Piece(", stage "), Piece(", version "),
    Piece(Version.tool),
    Piece("); please report it with the spec and the command line\n")
  )
  private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]

  /// Runs `body` with `name` as the stage that a report would print.
  package static func during<Output>(_ name: StaticString, _ body: () throws -> Output) rethrows -> Output {
    let before = stage
    stage = Piece(name)
    defer { stage = before }
    return try body()
  }

  /// Installs the handler for the signals that a trap raises. Touches every value the handler reads, so that none is
  /// initialised inside it.
  package static func installHandlers() {
    _ = (stage, pieces)
    installSignalStack()
    // A parent may have started us from a thread that blocks them, and the mask is inherited.
    var faults = sigset_t()
    sigemptyset(&faults)
    for number in signals { sigaddset(&faults, number) }
    pthread_sigmask(SIG_UNBLOCK, &faults, nil)
    for number in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { CrashReport.report($0) }
      action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }

  /// Gives the calling thread a stack of its own for signal handlers. It is never freed: threads live as long as the
  /// process, or end holding one.
  package static func installSignalStack() {
    let size = 64 << 10
    guard let memory = malloc(size) else { return }
    var stack = stack_t(ss_sp: memory, ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
  }

  private static func report(_ number: Int32) {
    put(pieces.0)
    var digits = (UInt8(48 + number / 10 % 10), UInt8(48 + number % 10))
    withUnsafeBytes(of: &digits) { _ = write(2, $0.baseAddress, 2) }
    put(pieces.1)
    put(stage)
    put(pieces.2)
    put(pieces.3)
    put(pieces.4)
    _exit(70)
  }

  private static func put(_ piece: Piece) { _ = write(2, piece.start, piece.count) }
}
