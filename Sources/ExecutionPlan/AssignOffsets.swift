/// Offsets of buffers in one arena from their lifetimes.
///
/// A pure function: first fit in order of birth over a list of free blocks, so that equal plans get equal offsets. Two
/// buffers whose lifetimes share a phase never overlap.
struct AssignOffsets {
  /// A buffer that lives from phase `birth` to phase `death`, both included.
  struct Buffer {
    var elements: Int
    var birth: Int
    var death: Int
  }

  private(set) var offsets: [Int] = []
  /// Elements of the arena.
  private(set) var size = 0
  private var free: [(offset: Int, elements: Int)] = []

  init(_ buffers: [Buffer]) {
    offsets = Array(repeating: 0, count: buffers.count)
    let births = buffers.indices.sorted { (buffers[$0].birth, $0) < (buffers[$1].birth, $1) }
    let deaths = buffers.indices.sorted { (buffers[$0].death, $0) < (buffers[$1].death, $1) }
    var nextDeath = 0
    for index in births {
      while nextDeath < deaths.count, buffers[deaths[nextDeath]].death < buffers[index].birth {
        let dead = deaths[nextDeath]
        release(offsets[dead], Self.rounded(buffers[dead].elements))
        nextDeath += 1
      }
      offsets[index] = take(Self.rounded(buffers[index].elements))
    }
  }

  /// Whole cache lines; three more after a large buffer, so that buffers whose sizes are powers of two do not all begin at
  /// the same place of a page and contend for the same sets of a cache.
  private static func rounded(_ elements: Int) -> Int {
    max(16, (elements + 15) / 16 * 16) + (elements >= 1024 ? 48 : 0)
  }

  private mutating func take(_ elements: Int) -> Int {
    if let place = free.firstIndex(where: { $0.elements >= elements }) {
      let offset = free[place].offset
      if free[place].elements == elements {
        free.remove(at: place)
      } else {
        free[place] = (offset + elements, free[place].elements - elements)
      }
      return offset
    }
    if let last = free.last, last.offset + last.elements == size {
      free.removeLast()
      size = last.offset + elements
      return last.offset
    }
    defer { size += elements }
    return size
  }

  private mutating func release(_ offset: Int, _ elements: Int) {
    var place = free.firstIndex { $0.offset > offset } ?? free.count
    free.insert((offset, elements), at: place)
    if place + 1 < free.count, offset + elements == free[place + 1].offset {
      free[place].elements += free[place + 1].elements
      free.remove(at: place + 1)
    }
    if place > 0, free[place - 1].offset + free[place - 1].elements == free[place].offset {
      free[place - 1].elements += free[place].elements
      free.remove(at: place)
      place -= 1
    }
  }
}
