import Diagnostics
import ModelSpec
import Testing
import TensorGraph
import TensorOps

@Suite("Update programs")
struct UpdateProgramTests {
  private func fixture(_ optimizer: String) throws -> (ModelFixture, TrainingSection) {
    let latents = "latents: {z: {categories: 3}}\nencoder: {layers: [{dense: 5}, tanh]}\n"
    let head = StructureCase.head.replacing("batch_size: 6}", with: "batch_size: 6, \(optimizer)}")
    let fixture = try ModelFixture(head + latents, facts: ModelFixture.facts(), seed: 1, rows: 2)
    return (fixture, try ModelFixture.spec(head + latents).training)
  }

  private func programs(_ optimizer: String) throws -> (on: UpdateProgram, off: UpdateProgram, parameters: Int) {
    let (fixture, training) = try fixture(optimizer)
    let on = Programs.update(training, fixture.table)
    let off = Programs.update(training, fixture.table, without: [.onePassUpdate])
    try on.verify()
    try off.verify()
    return (on, off, fixture.table.parameterCount)
  }

  /// Four vectors are read and three written, instead of three passes that read three or four and write one.
  @Test("of Adam are one pass a part, or three")
  func adam() throws {
    let (on, off, parameters) = try programs("optimizer: adam")
    #expect(on.phases.count == 1 && on.passes.allSatisfy { $0.moved == [.first, .second, .parameters] })
    #expect(off.phases.map { Set($0.map(\.moved)) } == [[[.first]], [[.second]], [[.parameters]]])
    #expect(on.bytes == Double(28 * parameters) && off.bytes == Double(48 * parameters))
    #expect(on.rewrites == [Graph.Applied(name: "one-pass-update", count: on.passes.count)])
    #expect(off.rewrites.isEmpty)
  }

  @Test("of plain gradient descent are one pass in any case")
  func descent() throws {
    let (on, off, parameters) = try programs("optimizer: {sgd: {learning_rate: 0.1}}")
    #expect(on.phases.map { $0.map(\.moved) } == off.phases.map { $0.map(\.moved) })
    #expect(on.bytes == Double(12 * parameters))
    #expect(on.rewrites == [Graph.Applied(name: "one-pass-update", count: 0)])
  }

  @Test("of parts with different optimisers keep each part's order")
  func parts() throws {
    let (on, off, _) = try programs(
      "optimizer: adamw, parts: {prior: {sgd: {learning_rate: 0.1}}, decoder: {sgd: {learning_rate: 0.1, momentum: 0.9}}}"
    )
    #expect(on.phases.count == 1 && on.rewrites.map(\.count) == [2])
    #expect(
      off.phases.map { $0.map(\.part) } == [
        [.encoder, .decoder], [.encoder], [.encoder, .decoder, .prior],
      ])
  }

  @Test("that move a vector twice, or before what it is made of, are refused")
  func disorder() throws {
    let (on, off, _) = try programs("optimizer: radam")
    var turned = off
    turned.phases.reverse()
    #expect(throws: InternalError.self) { try turned.verify() }
    var doubled = on
    doubled.phases += on.phases
    #expect(throws: InternalError.self) { try doubled.verify() }
    var short = off
    short.phases.removeFirst()
    #expect(throws: InternalError.self) { try short.verify() }
  }
}
