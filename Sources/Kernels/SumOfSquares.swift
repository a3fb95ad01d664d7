import KernelInterface

/// `KernelTable.sumOfSquares`.
func sumOfSquares(_ sums: BlockSums, _ blocks: Range<Int>) {
  var block = blocks.lowerBound
  while block < blocks.upperBound {
    let x = sums.input + block &* 4096
    let count = smaller(sums.count &- block &* 4096, 4096)
    var total = Vector(repeating: 0)
    var i = 0
    while i &+ 16 <= count {
      let v = load(x + i)
      total = fused(v, v, total)
      i &+= 16
    }
    if i < count {
      let v = loadPartial(x + i, count &- i, fill: 0)
      total = fused(v, v, total)
    }
    sums.output[block] = treeSum(total)
    block &+= 1
  }
}
