import Diagnostics
import Foundation
import Testing

@testable import Workflows

@Suite struct MetricsLogTests {
  private func path() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("metrics-\(UUID().uuidString)").path
  }

  @Test func isCutToTheLengthItIsOpenedWith() throws {
    let path = path()
    defer { unlink(path) }
    let length: Int
    do {
      let log = try MetricsLog(path: path, length: 0)
      try log.append(["a": 1])
      length = log.length
      try log.append(["b": 2])
    }
    let log = try MetricsLog(path: path, length: length)
    try log.append(["c": 3])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "{\"a\":1}\n{\"c\":3}\n")
  }

  @Test func aFileShorterThanTheCheckpointKnowsIsRefused() throws {
    let path = path()
    defer { unlink(path) }
    #expect(throws: Refusal.self) { _ = try MetricsLog(path: path, length: 5) }
  }

  @Test func aFullDiskIsAnError() throws {
    #expect(throws: MachineFailure.self) {
      let log = try MetricsLog(path: "/dev/full", length: 0)
      try log.append(["a": 1])
    }
  }
}
