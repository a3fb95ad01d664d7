import Diagnostics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Bytes that reading data may hold at once; every buffer whose size follows from a file is counted here.
final class MemoryBudget: @unchecked Sendable {
  let limit: Int
  private(set) var used = 0

  /// `limit` in bytes.
  init(limit: Int) { self.limit = limit }

  /// Counts `bytes` more (fewer when negative). Throws a `FormatProblem` past the limit.
  func add(_ bytes: Int) throws {
    let (sum, overflow) = used.addingReportingOverflow(bytes)
    if overflow || sum > limit {
      throw FormatProblem(
        "data-over-memory-limit", "reading the data needs more than the limit of \(limit) bytes",
        help: "raise `limits.memory`, or leave out rows or columns")
    }
    used = sum
  }

  /// Gives `bytes` back.
  func remove(_ bytes: Int) { used -= bytes }
}

/// Memory that grows as bytes arrive. Unlike an array it reports memory that the machine refuses, and it is counted.
///
/// It is filled by one owner and only read afterwards, which is why it may be shared.
@safe final class GrowingBuffer<Element: BitwiseCopyable>: @unchecked Sendable {
  private(set) var count = 0
  private var capacity = 0
  private var memory: UnsafeMutablePointer<Element>?
  private let budget: MemoryBudget

  init(budget: MemoryBudget) { self.budget = budget }

  deinit {
    unsafe free(memory)
    budget.remove(capacity * MemoryLayout<Element>.stride)
  }

  /// What is stored. Valid while the buffer lives and is not appended to.
  var elements: UnsafeBufferPointer<Element> { unsafe UnsafeBufferPointer(start: memory, count: count) }

  /// What is stored, to be overwritten.
  var mutableElements: UnsafeMutableBufferPointer<Element> {
    unsafe UnsafeMutableBufferPointer(start: memory, count: count)
  }

  /// Makes room for `total` elements. Throws past the budget, and a `MachineFailure` when there is no memory.
  func reserve(_ total: Int) throws {
    if total <= capacity { return }
    let (bytes, overflow) = total.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    if overflow { throw MachineFailure("memory for \(total) cells is out of reach") }
    let more = bytes - capacity * MemoryLayout<Element>.stride
    try budget.add(more)
    guard let larger = unsafe realloc(memory, bytes) else {
      budget.remove(more)
      throw MachineFailure("no memory for \(bytes) bytes of data")
    }
    unsafe memory = unsafe larger.assumingMemoryBound(to: Element.self)
    capacity = total
  }

  /// Adds one element.
  @inline(__always)
  func append(_ element: Element) throws {
    if count == capacity { try reserve(max(64, capacity + capacity / 2)) }
    unsafe memory.unsafelyUnwrapped[count] = element
    count += 1
  }

  /// Adds a run of elements.
  func append(contentsOf run: UnsafeBufferPointer<Element>) throws {
    guard let start = run.baseAddress, !run.isEmpty else { return }
    let (total, overflow) = count.addingReportingOverflow(run.count)
    if overflow { throw MachineFailure("memory for more than \(count) cells is out of reach") }
    if total > capacity { try reserve(max(total, capacity + capacity / 2)) }
    unsafe memory.unsafelyUnwrapped.advanced(by: count).update(from: start, count: run.count)
    count = total
  }

  /// Adds `number` copies of one element.
  func append(repeating element: Element, count number: Int) throws {
    let (total, overflow) = count.addingReportingOverflow(number)
    if overflow { throw MachineFailure("memory for more than \(count) cells is out of reach") }
    if number <= 0 { return }
    try reserve(total)
    unsafe memory.unsafelyUnwrapped.advanced(by: count).update(repeating: element, count: number)
    count = total
  }

  /// Drops the last `number` elements; the memory stays.
  func removeLast(_ number: Int = 1) { count = max(0, count - number) }

  /// Drops all elements; the memory stays.
  func removeAll() { count = 0 }
}
