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
  /// Tiles of the workers before each one, and of all.
  private let starts: [Int]
  /// The same with the other tiles of the phase that runs.
  private let bounds: UnsafeMutablePointer<Int>
  /// What the workers do beside the last phase, tile by tile.
  private let other: @Sendable (Int) -> Void
  private var otherTiles = 0
  private let isFinite: UnsafeMutableBufferPointer<Bool>
  private var steps: [UpdateStep]
  /// What each phase does to each part.
  private let phases: [[UpdatePass?]]
  /// The phase that runs.
  private var phase = 0

  private static let elementsPerTile = 16_384

  /// A slice of one parameter.
  private struct Tile {
    var parameter: Int
    var part: Int
    var range: Range<Int>
  }

  /// `program` moves the parameters of `store` by the optimisers of `training`. `other` is work that reads and writes
  /// nothing of the parameters, which `apply` may be given tiles of.
  package init(
    _ program: UpdateProgram, _ store: ParameterStore, training: TrainingSection, kernels: KernelTable,
    pool: WorkerPool,
    beside other: @escaping @Sendable (Int) -> Void
  ) {
    self.store = store
    self.kernels = kernels
    self.pool = pool
    states = ParameterPart.allCases.map { OptimizerState(training.optimizer(of: $0)) }
    phases = program.phases.map { phase in
      ParameterPart.allCases.map { part in phase.first { $0.part == part }.map(Self.kernelPass) }
    }
    self.other = other
    let shares = (0..<pool.workers).map { Self.tiles(of: store.table, worker: $0, of: pool.workers) }
    tiles = shares.flatMap { $0 }
    starts = shares.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    unsafe bounds = .allocate(capacity: pool.workers + 1)
    unsafe bounds.initialize(repeating: 0, count: pool.workers + 1)
    unsafe isFinite = .allocate(capacity: tiles.count)
    unsafe isFinite.initialize(repeating: true)
    steps = states.map { _ in
      unsafe UpdateStep(
        code: .sgd, parameter: store.parameters.base, gradient: UnsafePointer(store.gradients.base),
        first: store.first.base, second: store.second.base, gradientScale: 1, stepSize: 0, secondScale: 1, beta1: 0,
        beta2: 0, epsilon: 0, weightDecay: 0, momentum: 0, isFirst: true)
    }
  }

  deinit {
    unsafe isFinite.deallocate()
    unsafe bounds.deallocate()
  }

  private static func kernelPass(_ pass: UpdateProgram.Pass) -> UpdatePass {
    switch pass.moved {
    case [.first]: .first
    case [.second]: .second
    case [.parameters]: .parameter
    default: .whole
    }
  }

  /// One step with the gradient times `gradientScale`, and `otherTiles` tiles of the other work. Returns the first
  /// parameter, as an index into the table, that holds a NaN or an infinity after it.
  package func apply(gradientScale: Float, otherTiles: Int) -> Int? {
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
    for index in phases.indices { runPhase(index, otherTiles: index == phases.count - 1 ? otherTiles : 0) }
    return unsafe isFinite.firstIndex(of: false).map { tiles[$0].parameter }
  }

  /// Every worker's share is its own tiles and its part of the others.
  private func runPhase(_ index: Int, otherTiles: Int) {
    (phase, self.otherTiles) = (index, otherTiles)
    for worker in 0...pool.workers { unsafe bounds[worker] = starts[worker] + otherTiles * worker / pool.workers }
    unsafe pool.run(
      tiles: tiles.count + otherTiles, shares: bounds, context: Unmanaged.passUnretained(self).toOpaque()
    ) { context, tile, _ in
      unsafe Unmanaged<UpdateParameters>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.runTile(tile) }
    }
  }

  private func runTile(_ index: Int) {
    var worker = 0
    while unsafe index >= bounds[worker + 1] { worker += 1 }
    let place = unsafe index - bounds[worker]
    let own = starts[worker + 1] - starts[worker]
    if place < own {
      update(starts[worker] + place)
    } else {
      other(otherTiles * worker / pool.workers + place - own)
    }
  }

  private func update(_ index: Int) {
    let tile = tiles[index]
    guard let pass = phases[phase][tile.part] else { return }
    var step = steps[tile.part]
    step.pass = pass
    unsafe isFinite[index] = kernels.update(step, tile.range)
  }

  /// Worker w's share is part w of every parameter, since products write part w of a parameter's gradient on worker w.
  private static func tiles(of table: ParameterTable, worker: Int, of workers: Int) -> [Tile] {
    table.parameters.enumerated().flatMap { index, parameter in
      let part = ParameterPart.allCases.firstIndex(of: parameter.part) ?? 0
      let start = table.offsets[index]
      let ends = [worker, worker + 1].map { start + share(parameter.count, $0, workers) }
      return stride(from: ends[0], to: ends[1], by: elementsPerTile).map {
        Tile(parameter: index, part: part, range: $0..<min($0 + elementsPerTile, ends[1]))
      }
    }
  }

  /// Elements in the first `parts` of `count` parts, in whole vectors.
  private static func share(_ elements: Int, _ parts: Int, _ count: Int) -> Int {
    parts == count ? elements : elements / count * parts / 16 * 16
  }
}
