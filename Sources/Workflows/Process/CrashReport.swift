import Glibc

/// Turns a trap into a message that asks for a report, and exit status 70.
///
/// The handler runs on its own stack, so that it also sees a stack overflow, and uses only calls that are safe in a
/// signal handler.
package enum CrashReport {
  /// Bytes that outlive the process: a message's pieces.
  @safe struct Piece {
    var start: UnsafePointer<UInt8>
    var count: Int
    init(_ text: StaticString) {
      unsafe start = unsafe text.utf8Start
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
    let before = unsafe stage
    unsafe stage = Piece(name)
    defer { unsafe stage = before }
    return try body()
  }

  /// Installs the handler for the signals that a trap raises. Touches every value the handler reads, so that none is
  /// initialised inside it.
  package static func installHandlers() {
    _ = unsafe (stage, pieces)
    installSignalStack()
    // A parent may have started us from a thread that blocks them, and the mask is inherited.
    var faults = sigset_t()
    unsafe sigemptyset(&faults)
    for number in signals { unsafe sigaddset(&faults, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &faults, nil)
    for number in signals {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { CrashReport.report($0) }
      action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Gives the calling thread a stack of its own for signal handlers. It is never freed: threads live as long as the
  /// process, or end holding one.
  package static func installSignalStack() {
    let size = 64 << 10
    guard let memory = unsafe malloc(size) else { return }
    var stack = unsafe stack_t(ss_sp: memory, ss_flags: 0, ss_size: size)
    unsafe sigaltstack(&stack, nil)
  }

  private static func report(_ number: Int32) {
    unsafe put(pieces.0)
    var digits = (UInt8(48 + number / 10 % 10), UInt8(48 + number % 10))
    unsafe withUnsafeBytes(of: &digits) { _ = unsafe write(2, $0.baseAddress, 2) }
    unsafe put(pieces.1)
    unsafe put(stage)
    unsafe put(pieces.2)
    unsafe put(pieces.3)
    unsafe put(pieces.4)
    _exit(70)
  }

  private static func put(_ piece: Piece) { _ = unsafe write(2, piece.start, piece.count) }
}
