import Foundation
import Testing

/// What only a process of its own shows: descriptors, signals, traps.
@Suite("The built command")
struct ProcessTests {
  let folder: TemporaryFolder
  init() throws { folder = try .toy() }

  private func shell(_ script: String) throws -> CommandRun { try CommandRun(shell: script, in: folder.path) }

  @Test(arguments: ["toy.yaml validate", "toy.yaml plan", "--help", "--version", "toy.yaml validate --json"])
  func fullDiskBehindStandardOutputIsStatus3(_ arguments: String) throws {
    let run = try shell("\"$B\" \(arguments) > /dev/full")
    #expect(run.status == 3)
    #expect(run.errors.contains("standard output"))
  }

  @Test func closedStandardOutputIsNoSuccess() throws {
    #expect(try shell("\"$B\" toy.yaml validate >&-").status == 3)
  }

  @Test func readerThatWentAwayEndsQuietly() throws {
    let run = try shell("set -o pipefail; (sleep 0.2; \"$B\" toy.yaml plan) | true")
    #expect(run.status == 141)
    #expect(run.errors.isEmpty, "\(run.errors)")
  }

  @Test func standardInputIsASpec() throws {
    let run = try shell("cat toy.yaml | \"$B\" - validate")
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("working directory"))
    let wrong = try shell("(cat toy.yaml; printf '\\nnonsense: 1\\n') | sed s/toy.csv/none.csv/ | \"$B\" validate -")
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("unknown-key") && wrong.output.contains("missing-file"))
  }

  @Test func pipesAndDevicesAreRefused() throws {
    #expect(try shell("mkfifo pipe.yaml; timeout 5 \"$B\" pipe.yaml validate").status == 1)
    #expect(try shell("timeout 5 \"$B\" /dev/zero validate").status == 1)
    #expect(try shell("ln -s loop.yaml loop.yaml; \"$B\" loop.yaml validate").status == 1)
  }

  @Test func unreadableSpecIsTheMachines() throws {
    guard getuid() != 0 else { return }
    #expect(try shell("chmod 000 toy.yaml; \"$B\" toy.yaml validate").status == 3)
  }

  @Test func colourIsForTerminals() throws {
    let run = try shell("echo 'x: 1' > wrong.yaml; \"$B\" wrong.yaml validate; \"$B\" wrong.yaml plan")
    #expect(!run.output.contains("\u{1B}") && !run.errors.contains("\u{1B}"))
  }

  /// Sends a signal to the command while it waits for its standard input; killed if it is still there after 20 s.
  private func signalled(_ name: String) throws -> CommandRun {
    try shell(
      "mkfifo held; exec 9<>held; \"$B\" - validate < held & p=$!; sleep 0.5; kill -\(name) $p; "
        + "for i in {1..200}; do kill -0 $p 2> /dev/null || break; sleep 0.1; done; kill -9 $p 2> /dev/null; wait $p")
  }

  @Test(arguments: [("TERM", 143), ("INT", 130), ("HUP", 129)])
  func signalsHaveTheirStatus(_ name: String, _ status: Int32) throws {
    let run = try signalled(name)
    #expect(run.status == status, "\(run)")
  }

  @Test(arguments: ["ILL", "TRAP", "SEGV", "BUS", "FPE", "ABRT"])
  func trapsAskForAReport(_ name: String) throws {
    let run = try signalled(name)
    #expect(run.status == 70)
    #expect(run.errors.contains("this is a bug in dvae-run"))
  }
}
