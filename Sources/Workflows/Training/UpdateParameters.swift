import CPURuntime
import KernelInterface
import ModelSpec
import TensorGraph

/// Moves every parameter by one step of its part's optimiser, phase by phase and tile by tile through the pool, which
/// says where parameters are no longer finite.
@safe package final class UpdateParameters: @unchecked Sendable {
  /// One state a part, in the order of `ParameterPart.allCases`.
  package var states: [OptimizerState]
  private let store: ParameterStore
  private let kernels: KernelTable
  private let pool: WorkerPool
  private let tiles: [Tile]
  private let isFinite: UnsafeMutableBufferPointer<Bool>
  private var steps: [UpdateStep]
  /// What each phase does to each part.
  private let phases: [[UpdatePass?]]
  /// The phase that runs.
  private var phase = 0
  private var tileBody: @Sendable (Int, Int) -> Void = { _, _ in }

  private static let elementsPerTile = 16_384

  /// A slice of one parameter.
  private struct Tile {
    var parameter: Int
    var part: Int
    var range: Range<Int>
  }

  /// `program` moves the parameters of `store` by the optimisers of `training`.
  package init(
    _ program: UpdateProgram, _ store: ParameterStore, training: TrainingSection, kernels: KernelTable, pool: WorkerPool
  ) {
    self.store = store
    self.kernels = kernels
    self.pool = pool
    states = ParameterPart.allCases.map { OptimizerState(training.optimizer(of: $0)) }
    phases = program.phases.map { phase in
      ParameterPart.allCases.map { part in phase.first { $0.part == part }.map(Self.kernelPass) }
    }
    tiles = Self.tiles(of: store.table, workers: pool.workers)
    unsafe isFinite = .allocate(capacity: tiles.count)
    unsafe isFinite.initialize(repeating: true)
    steps = states.map { _ in
      unsafe UpdateStep(
        code: .sgd, parameter: store.parameters.base, gradient: UnsafePointer(store.gradients.base),
        first: store.first.base, second: store.second.base, gradientScale: 1, stepSize: 0, secondScale: 1, beta1: 0,
        beta2: 0, epsilon: 0, weightDecay: 0, momentum: 0, isFirst: true)
    }
    tileBody = { [unowned self] tile, _ in runTile(tile) }
  }

  deinit { unsafe isFinite.deallocate() }

  private static func kernelPass(_ pass: UpdateProgram.Pass) -> UpdatePass {
    switch pass.moved {
    case [.first]: .first
    case [.second]: .second
    case [.parameters]: .parameter
    default: .whole
    }
  }

  /// One step with the gradient times `gradientScale`. Returns the first parameter, as an index into the table, that
  /// holds a NaN or an infinity after it.
  package func apply(gradientScale: Float) -> Int? {
    for part in states.indices {
      let scalars = states[part].advance()
      steps[part].code = scalars.code
      steps[part].gradientScale = gradientScale
      steps[part].stepSize = scalars.stepSize
      steps[part].secondScale = scalars.secondScale
      steps[part].beta1 = scalars.beta1
      steps[part].beta2 = scalars.beta2
      steps[part].epsilon = scalars.epsilon
      steps[part].weightDecay = scalars.weightDecay
      steps[part].momentum = scalars.momentum
      steps[part].isFirst = scalars.isFirst
    }
    for index in phases.indices {
      phase = index
      pool.run(tiles: tiles.count, tileBody)
    }
    return unsafe isFinite.firstIndex(of: false).map { tiles[$0].parameter }
  }

  private func runTile(_ index: Int) {
    let tile = tiles[index]
    guard let pass = phases[phase][tile.part] else { return }
    var step = steps[tile.part]
    step.pass = pass
    unsafe isFinite[index] = kernels.update(step, tile.range)
  }

  /// Worker w's share is part w of every parameter, since products write part w of a parameter's gradient on worker w.
  private static func tiles(of table: ParameterTable, workers: Int) -> [Tile] {
    (0..<workers).flatMap { worker in
      table.parameters.enumerated().flatMap { index, parameter in
        let part = ParameterPart.allCases.firstIndex(of: parameter.part) ?? 0
        let start = table.offsets[index]
        let ends = [worker, worker + 1].map { start + share(parameter.count, $0, workers) }
        return stride(from: ends[0], to: ends[1], by: elementsPerTile).map {
          Tile(parameter: index, part: part, range: $0..<min($0 + elementsPerTile, ends[1]))
        }
      }
    }
  }

  /// Elements in the first `parts` of `count` parts, in whole vectors.
  private static func share(_ elements: Int, _ parts: Int, _ count: Int) -> Int {
    parts == count ? elements : elements / count * parts / 16 * 16
  }
}
