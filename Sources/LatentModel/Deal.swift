/// How a share, `block.each` or `field.each`, is dealt.
enum Deal {
  /// The parts that each of `takers` gets, in order and evenly: as many parts as takers pair up, of more parts each
  /// taker gets several, and fewer parts serve several takers each. nil when neither number divides the other.
  static func shares(of parts: Int, among takers: Int) -> [Range<Int>]? {
    guard parts > 0, takers > 0 else { return nil }
    if parts % takers == 0 {
      let size = parts / takers
      return (0..<takers).map { $0 * size..<($0 + 1) * size }
    }
    if takers % parts == 0 {
      let size = takers / parts
      return (0..<takers).map { $0 / size..<$0 / size + 1 }
    }
    return nil
  }
}
