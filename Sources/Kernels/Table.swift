import KernelInterface

/// The kernels of this module's instruction set. Calling one on a processor without it ends the process: the caller
/// asks `ProcessorFeatures` first.
package func kernelTable() -> KernelTable {
  #if AVX512
    let name = "avx512"
  #elseif AVX2
    let name = "avx2"
  #else
    let name = "portable"
  #endif
  return KernelTable(
    name: name, matrixProduct: matrixProduct, elementwise: elementwise, reduce: reduce, logSoftmax: logSoftmax,
    logSoftmaxGradient: logSoftmaxGradient, argMax: argMax, draw: draw, pick: pick, unpick: unpick,
    gatherSum: gatherSum, scatterSum: scatterSum, uniform: uniform, update: update, sumOfSquares: sumOfSquares)
}
