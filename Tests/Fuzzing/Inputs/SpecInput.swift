import Checkpoint
import Diagnostics
import Workflows

/// A spec over small data: checked in full, planned, drawn, and rendered, which twice is the same.
struct SpecInput {
  let folder: String

  func run(spec: [UInt8]) throws {
    try write("spec.yaml", spec)
    try check(SpecRequest(target: "spec.yaml"))
    try answering { try expectSameWhenRenderedAgain() }
  }

  func run(overrides: [UInt8]) throws {
    try write("spec.yaml", Array(Self.base.utf8))
    let arguments = overrides.split(separator: UInt8(ascii: "\n")).prefix(8).map { String(decoding: $0, as: UTF8.self) }
    try check(SpecRequest(target: "spec.yaml", overrides: arguments))
  }

  private func check(_ request: SpecRequest) throws {
    try write("data.csv", Array(Self.data.utf8))
    var validation = ValidateRequest(targets: [request])
    validation.outputs =
      [ReportOutput(format: .text)]
      + [.concise, .json, .sarif, .junit, .github, .gitlab, .markdown].map {
        ReportOutput(format: $0, file: "report.\($0)")
      }
    guard try validate(validation, in: session()) == .success else { return }
    var drawing = PlanRequest(spec: request)
    drawing.graph = .svg
    _ = try plan(drawing, in: session())
    _ = try plan(PlanRequest(spec: request), in: session())
  }

  private func expectSameWhenRenderedAgain() throws {
    let first = session()
    _ = try render(SpecRequest(target: "spec.yaml"), out: nil, in: first)
    try write("rendered.yaml", Array(first.output.text.utf8))
    let second = session()
    do {
      _ = try render(SpecRequest(target: "rendered.yaml"), out: nil, in: second)
    } catch let refusal as Refusal {
      throw BrokenProperty(message: "a rendered spec is refused: \(refusal.diagnostics.map(\.message))")
    }
  }

  private func session() -> Session {
    Session(currentDirectory: folder, output: CheckedWriter(), errors: CheckedWriter())
  }

  private func write(_ name: String, _ bytes: [UInt8]) throws {
    try AtomicFile.replace(folder + "/" + name, with: bytes)
  }

  private static let data =
    "a,b,c,d,kind\n"
    + (0..<24).map { row in
      "\(row % 2),\(row / 2 % 2),\(row / 3 % 2),\(row % 5 == 0 ? "?" : "1"),\(["red", "green", "blue"][row % 3])\n"
    }.joined()

  private static let base = """
    data:
      train: data.csv
      valid: {every: 4, offset: 1}
      fields:
        bits: {columns: 0-2, type: binary, binarize: {threshold: 1}}
        kind: {columns: [kind], type: categorical, missing: ["?"]}
    latents: {z: {categories: 2, gradient: exact}, w: {categories: 3, count: 2, parents: [z], within: markov}}
    encoder: {layers: [{dense: 4}, relu]}
    decoder: {layers: [{dense: 4}, tanh], bias: data}
    objective: {gradient: {rloo: {samples: 2}}}
    training: {steps: 3, batch_size: 8, optimizer: {adam: {learning_rate: 1e-2}}}
    evaluation: {elbo_samples: 2}

    """
}
