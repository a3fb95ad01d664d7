/// Instructions between two barriers: a worker that has done its part of a phase need not wait for the others before its
/// end.
package enum Phase: Sendable, Equatable {
  /// Each worker takes some rows of the batch through all the instructions, one after another: no instruction reads
  /// what another of them computes for other rows. What a worker writes it finds again in its own cache.
  /// A tile has at most `most` rows: room for so many is in the slab.
  case rows(Range<Int>, most: Int)
  /// No instruction reads what another one writes: their tiles may run in any order.
  case apart(Range<Int>)

  /// The instructions, as indices into the plan.
  package var instructions: Range<Int> {
    switch self {
    case .rows(let range, _), .apart(let range): range
    }
  }
}
