import KernelInterface

/// The kernels of this module's instruction set. Calling one on a processor without it ends the process: the caller
/// asks `ProcessorFeatures` first.
package func kernelTable() -> KernelTable {
  #if AVX512
    let (name, chains) = ("avx512", 8)
  #elseif AVX2
    let (name, chains) = ("avx2", 6)
  #else
    let (name, chains) = ("portable", 6)
  #endif
  return KernelTable(
    name: name, matrixProduct: matrixProduct, sparseProduct: sparseProduct, elementwise: elementwise, reduce: reduce,
    logSoftmax: logSoftmax,
    logSoftmaxGradient: logSoftmaxGradient, argMax: argMax, draw: draw, pick: pick, unpick: unpick,
    gatherSum: gatherSum, scatterSum: scatterSum, uniform: uniform, update: update, sumOfSquares: sumOfSquares,
    multiplyAddChains: multiplyAddChains, multiplyAddChainFlops: chains * 16 * 2, triad: triad)
}
