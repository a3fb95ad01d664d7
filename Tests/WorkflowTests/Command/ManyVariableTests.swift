import Foundation
import Testing

@Suite("Many variables that feed one column")
struct ManyVariableTests {
  @Test(arguments: ["encoder: exact", "objective: {gradient: exact}"])
  func thirtyAreRefusedWithNumberLimitAndWayOutAndTenTrain(estimator: String) throws {
    let spec = TemporaryFolder.toySpec.components(separatedBy: "\n").map { line in
      if line.hasPrefix("latents:") { return "latents: {z: {categories: 2, count: 30}}" }
      if line.hasPrefix("objective:") { return estimator }
      return line.replacingOccurrences(of: "[a, b, c, d]", with: "[a]")
    }
    let folder = try TemporaryFolder.toy(spec.joined(separator: "\n"))
    for verb in ["validate", "train"] {
      let run = CommandRun(["toy.yaml", verb], in: folder.path)
      #expect(run.status == (verb == "train" ? 3 : 1))
      let text = run.output + run.errors
      #expect(text.contains("1073741824") && text.contains("over the limit of 1000000"), "\(text)")
      #expect(text.contains(estimator.hasPrefix("encoder") ? "leave `encoder: exact` out" : "rloo"), "\(text)")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/runs"))
    }
    let ten = CommandRun(["toy.yaml", "train", "--set", "latents.z.count=10"], in: folder.path)
    #expect(ten.status == 0, "\(ten.errors)")
  }
}
