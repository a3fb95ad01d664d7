import TensorGraph

extension UpdateProgram {
  /// One line a pass, under what runs between two barriers: m and v are moments, p the parameters. No address, date or
  /// path: equal specs give equal text.
  package func dump() -> String {
    let count = passes.count
    let head =
      "update, \(count) \(count == 1 ? "pass" : "passes"), \(Plan.number(flops)) flops and \(Plan.number(bytes)) bytes a step"
    let lines = phases.flatMap { phase in
      [Phase.apart(0..<0).description]
        + phase.map { pass in
          "  \(pass.part.rawValue) by \(pass.optimizer.name): \(pass.moved.map(\.rawValue).joined(separator: ", ")) of "
            + "\(pass.elements)  \(Plan.number(pass.flops)) flops  \(Plan.number(pass.bytes)) bytes"
        }
    }
    return ([head] + lines).joined(separator: "\n") + "\n"
  }
}
