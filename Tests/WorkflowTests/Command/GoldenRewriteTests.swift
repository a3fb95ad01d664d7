import Foundation
import TensorGraph
import Testing

/// What each rewrite saves, on a spec where it does something: the graph and the update with it, then without it.
@Suite("Programs with and without a rewrite")
struct GoldenReportOfRewriteTests {
  /// Two categorical variables above four bits.
  private static func spec(_ lines: String...) -> String {
    ([
      "version: 1",
      "data: {train: sparse.csv, fields: {bits: {columns: [a, b, c, d], type: binary}}}",
      "training: {steps: 30, batch_size: 8}",
    ] + lines).joined(separator: "\n") + "\n"
  }

  private static let sampled = spec(
    "latents: {z: {categories: [3, 3], within: autoregressive}}", "objective: {gradient: rloo}")
  private static let layered = spec(
    "latents: {z: {categories: 3, count: 3, within: autoregressive, posterior: {layers: [{dense: 2}, relu]}}}",
    "objective: {gradient: rloo}")
  private static let exact = spec("latents: {z: {categories: 3}}", "objective: {gradient: exact}")
  private static let chain = spec(
    "latents: {z: {categories: 2, count: 4, within: markov}}", "decoder: {parents: [z.3]}",
    "objective: {gradient: exact}")

  private static func spec(for rewrite: Rewrite) -> String {
    switch rewrite {
    case .gatherOneHot, .fuseElementwise: sampled
    case .runningSums: layered
    case .enumeratedLikelihood, .removeDeadCode, .skipZeros, .sumSoftplus, .onePassUpdate: exact
    case .eliminateVariables: chain
    }
  }

  @Test(arguments: Rewrite.allCases)
  func dump(_ rewrite: Rewrite) throws {
    let folder = try TemporaryFolder.toy()
    let spec = Self.spec(for: rewrite)
    try folder.write("small.yaml", spec)
    let rows = (0..<24).map { row in (0..<4).map { row % 8 == 2 * $0 ? "1" : "0" }.joined(separator: ",") }
    try folder.write("sparse.csv", (["a,b,c,d"] + rows).joined(separator: "\n") + "\n")
    let on = programs(in: folder, [])
    let off = programs(in: folder, ["--without", rewrite.rawValue])
    #expect(on.contains("\n  \(rewrite.rawValue): ") && !on.contains("\(rewrite.rawValue): unchanged"))
    #expect(!off.contains("\n  \(rewrite.rawValue): "))
    let parts = [spec, "# with \(rewrite.rawValue)\n" + on, "# without\n" + off]
    try expectGolden(parts.joined(separator: "\n"), "rewrites/\(rewrite.rawValue).txt")
  }

  /// A rewrite that finds nothing to do says so.
  @Test(arguments: Rewrite.allCases)
  func unchanged(_ rewrite: Rewrite) throws {
    let folder = try TemporaryFolder.toy()
    try folder.write(
      "idle.yaml",
      """
      version: 1
      data: {train: toy.csv, fields: {bits: {columns: [a, b, c, d], type: binary}}}
      latents: {z: {categories: 2}}
      encoder: exact
      training: {steps: 30, optimizer: {sgd: {learning_rate: 0.1}}}
      """)
    let run = CommandRun(["idle.yaml", "plan"], in: folder.path)
    let isBusy = [Rewrite.enumeratedLikelihood, .removeDeadCode, .sumSoftplus, .fuseElementwise].contains(rewrite)
    #expect(run.output.contains("\n  \(rewrite.rawValue): unchanged\n") != isBusy, "\(run.output)")
  }

  /// What the rewrites did, the graph of the gradient, and the update.
  private func programs(in folder: TemporaryFolder, _ arguments: [String]) -> String {
    let report = CommandRun(["small.yaml", "plan"] + arguments, in: folder.path)
    let graph = CommandRun(["small.yaml", "plan", "--dump", "graph"] + arguments, in: folder.path)
    #expect(report.status == 0 && graph.status == 0, "\(report.errors)\(graph.errors)")
    let sections = report.output.components(separatedBy: "\n\n")
    let named = { (title: String) in sections.first { $0.hasPrefix(title) } ?? "" }
    return [named("rewrites\n") + "\n", graph.output, named("update, ")].joined(separator: "\n")
  }
}
