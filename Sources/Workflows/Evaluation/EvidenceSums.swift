import CPURuntime
import LatentModel

/// Sums over a split of the parts of the ELBO, in nats.
struct EvidenceSums {
  private let model: Model
  private let elbo: ResultColumns?
  private let fields: [ResultColumns]
  /// One a block; a single total for `encoder: exact`.
  private let costs: [ResultColumns]
  private var elboSum = FixedPointSum()
  private var fieldSums: [FixedPointSum]
  private var costSums: [[FixedPointSum]]

  /// Reads the results of an ELBO program.
  init(_ executor: Executor, _ model: Model) {
    self.model = model
    elbo = ResultColumns("elbo", of: executor)
    fields = model.fields.compactMap { ResultColumns("reconstruction.\($0.name)", of: executor) }
    let total = ResultColumns("kl", of: executor).map { [$0] }
    costs = total ?? model.blocks.compactMap { ResultColumns("kl.\($0.name)", of: executor) }
    fieldSums = fields.map { _ in FixedPointSum() }
    costSums = costs.map { Array(repeating: FixedPointSum(), count: $0.columns) }
  }

  /// Adds the rows of the last batch.
  mutating func add(rows: Int) {
    for row in 0..<rows {
      if let elbo { elboSum.add(elbo[row, 0]) }
      for (index, field) in fields.enumerated() { fieldSums[index].add(field[row, 0]) }
      for (index, cost) in costs.enumerated() {
        for column in 0..<cost.columns { costSums[index][column].add(cost[row, column]) }
      }
    }
  }

  /// `elbo`, `reconstruction`, `reconstruction.<field>`, `kl`, `kl.<block>`, `kl.<variable>`.
  var figures: Figures {
    var figures = Figures()
    figures["elbo"] = elboSum.mean
    figures["reconstruction"] = Self.total(fieldSums)
    for (index, field) in fields.enumerated() { figures[field.name] = fieldSums[index].mean }
    figures["kl"] = Self.total(costSums.flatMap { $0 })
    guard !isTotalOnly else { return figures }
    for (index, cost) in costs.enumerated() { figures[cost.name] = Self.total(costSums[index]) }
    for block in model.blocks where block.variables.count > 1 {
      for index in block.variables { figures["kl.\(model.variables[index].name)"] = mean(ofVariable: index) }
    }
    return figures
  }

  /// Variables whose mean KL is above `threshold` nats; nil for `encoder: exact`, whose KL has no parts.
  func activeVariables(above threshold: Double) -> Int? {
    isTotalOnly ? nil : model.variables.indices.count { (mean(ofVariable: $0) ?? 0) > threshold }
  }

  private var isTotalOnly: Bool { if case .exact = model.posterior { true } else { false } }

  private func mean(ofVariable index: Int) -> Double? {
    let variable = model.variables[index]
    let name = "kl.\(model.blocks[variable.block].name)"
    guard let place = costs.firstIndex(where: { $0.name == name }), variable.indexInBlock < costs[place].columns else {
      return nil
    }
    return costSums[place][variable.indexInBlock].mean
  }

  private static func total(_ sums: [FixedPointSum]) -> Double? {
    var total: Double? = 0
    for sum in sums {
      guard let mean = sum.mean, let known = total else { return nil }
      total = known + mean
    }
    return total
  }
}
