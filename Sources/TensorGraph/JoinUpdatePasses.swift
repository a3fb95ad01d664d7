import ModelSpec
import TensorOps

extension Programs {
  /// How the optimisers of `training` move `parameters`, the rewrites of `without` switched off.
  package static func update(
    _ training: TrainingSection, _ parameters: ParameterTable, without: Set<Rewrite> = []
  ) -> UpdateProgram {
    let separate = UpdateProgram(training, parameters)
    if without.contains(.onePassUpdate) { return separate }
    var joined = joinPasses(separate)
    let changed = joined.passes.count { pass in pass.moved.count > 1 }
    joined.rewrites = [Graph.Applied(name: Rewrite.onePassUpdate.rawValue, count: changed)]
    return joined
  }
}

/// Joins the passes of each part: an element's moments and its parameter are moved while they are in registers, so that
/// every vector is read and written once. What is computed of an element stays the same, so no bit changes.
private func joinPasses(_ program: UpdateProgram) -> UpdateProgram {
  var joined: [UpdateProgram.Pass] = []
  for pass in program.passes {
    if let place = joined.firstIndex(where: { $0.part == pass.part }) {
      joined[place].moved += pass.moved
    } else {
      joined.append(pass)
    }
  }
  var result = program
  result.phases = joined.isEmpty ? [] : [joined]
  return result
}
