import Glibc
import Synchronization

/// Whether SIGTERM, SIGINT or SIGHUP asked the process to stop.
///
/// The handler sets a flag and nothing else; everything that can take a second polls it, saves, and throws `Stopped`.
/// A second signal ends the process at once. So does the first one inside `endingAtOnce`, where nothing is to save.
package enum StopFlag {
  private static let received = Atomic<Int32>(0)
  private static let hasNothingToSave = Atomic<Int>(0)

  /// The signal that asked to stop; nil while none has.
  package static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Throws `Stopped` once a signal has asked to stop.
  package static func check() throws {
    if let signal { throw Stopped(signal: signal) }
  }

  /// Runs `body`, which only reads and computes, so that a signal ends the process without waiting for it.
  package static func endingAtOnce<Output>(_ body: () throws -> Output) throws -> Output {
    try check()
    hasNothingToSave.add(1, ordering: .sequentiallyConsistent)
    defer { hasNothingToSave.subtract(1, ordering: .sequentiallyConsistent) }
    return try body()
  }

  /// Sets the flag as a signal would; nil clears it.
  package static func set(_ signal: Int32?) { received.store(signal ?? 0, ordering: .relaxed) }

  /// Catches SIGTERM, SIGINT and SIGHUP, and ignores SIGPIPE and SIGXFSZ, whose writes then fail with an error.
  /// A SIGHUP that the parent ignores stays ignored: that is what `nohup` asks for.
  package static func installHandlers() {
    set(nil)
    _ = hasNothingToSave.load(ordering: .relaxed)
    for number in [SIGTERM, SIGINT, SIGHUP] {
      var old = sigaction()
      unsafe sigaction(number, nil, &old)
      let isIgnored =
        unsafe old.__sigaction_handler.sa_handler.map { unsafe unsafeBitCast($0, to: Int.self) == 1 } ?? false
      if isIgnored && number == SIGHUP { continue }
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { StopFlag.receive($0) }
      action.sa_flags = SA_RESTART
      unsafe sigaction(number, &action, nil)
    }
    // A parent may have started us from a thread that blocks them, and the mask is inherited.
    var stopping = sigset_t()
    unsafe sigemptyset(&stopping)
    for number in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&stopping, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &stopping, nil)
    for number in [SIGPIPE, SIGXFSZ] { _ = Glibc.signal(number, SIG_IGN) }
  }

  private static func receive(_ number: Int32) {
    let (isFirst, _) = received.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    if !isFirst || hasNothingToSave.load(ordering: .relaxed) > 0 { _exit(128 + number) }
  }
}

/// Work ended early because a signal asked for it, after whatever had to be saved was saved. Exit status 128 + signal.
package struct Stopped: Error, Sendable {
  package var signal: Int32
  package init(signal: Int32) { self.signal = signal }
}
