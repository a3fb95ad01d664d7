// Arguments of the kernels: pointers, sizes and strides in elements. Pointers stay valid for the call; the arrays they
// lead to are made when a plan is loaded, so that a step allocates nothing.

/// A matrix product `c = start + a b`.
package struct MatrixProduct: @unchecked Sendable {
  /// a[m, k] at `a + m * aRowStride + k * aColumnStride`; either stride may be 1.
  package var a: UnsafePointer<Float>
  package var aRowStride: Int
  package var aColumnStride: Int
  /// b[k, n] at `b + k * bRowStride + n * bColumnStride`; either stride may be 1.
  package var b: UnsafePointer<Float>
  package var bRowStride: Int
  package var bColumnStride: Int
  /// c[m, n] at `c + m * cRowStride + n`. Only the tile's elements are written.
  package var c: UnsafeMutablePointer<Float>
  package var cRowStride: Int
  /// k runs over 0 ..< depth.
  package var depth: Int
  /// Element n is the start of column n; nil starts from 0. Not read when `accumulates`.
  package var bias: UnsafePointer<Float>?
  /// Start from the stored c.
  package var accumulates: Bool
  /// The worker's own room for packing: `MatrixProduct.scratchElements(depth:)` floats, 64-byte aligned.
  package var scratch: UnsafeMutablePointer<Float>

  package init(
    a: UnsafePointer<Float>, aRowStride: Int, aColumnStride: Int, b: UnsafePointer<Float>, bRowStride: Int,
    bColumnStride: Int, c: UnsafeMutablePointer<Float>, cRowStride: Int, depth: Int, bias: UnsafePointer<Float>?,
    accumulates: Bool, scratch: UnsafeMutablePointer<Float>
  ) {
    self.a = a
    self.aRowStride = aRowStride
    self.aColumnStride = aColumnStride
    self.b = b
    self.bRowStride = bRowStride
    self.bColumnStride = bColumnStride
    self.c = c
    self.cRowStride = cRowStride
    self.depth = depth
    self.bias = bias
    self.accumulates = accumulates
    self.scratch = scratch
  }

  /// Floats of scratch a product of this depth needs.
  package static func scratchElements(depth: Int) -> Int { 48 * max(depth, 1) + 16 * 64 }

  /// Columns of c up to which lanes over rows waste less than lanes over columns, where a's rows need no packing: the
  /// kernel then takes sixteen rows at a time.
  @inlinable package static var mostNarrowColumns: Int { 12 }

  /// Places that a sparse product lists before it adds what they stand for: 32 rows of 512, or more of fewer.
  @inlinable package static var sparsePlaces: Int { 16_384 }
  /// Floats of scratch a sparse product needs: the places, in half a float each, and the lengths of up to 256 lists.
  package static let sparseScratchElements = sparsePlaces / 2 + 2 * 256
}

/// One instruction of an elementwise program. Registers 0 ..< inputs hold the operands; instruction i writes register
/// inputs + i; the last one is the result.
package struct ElementwiseInstruction: Sendable, Equatable {
  package var code: ElementwiseCode
  /// Registers of the operands; unused ones are 0.
  package var a: Int32
  package var b: Int32
  package var c: Int32
  /// The value of `constant`.
  package var constant: Float

  package init(code: ElementwiseCode, a: Int32 = 0, b: Int32 = 0, c: Int32 = 0, constant: Float = 0) {
    self.code = code
    self.a = a
    self.b = b
    self.c = c
    self.constant = constant
  }
}

/// The primitives of elementwise programs, with fixed numbers.
package enum ElementwiseCode: Int32, Sendable, CaseIterable {
  case constant = 0
  case add = 1
  case subtract = 2
  case multiply = 3
  case divide = 4
  case negate = 5
  case exp = 6
  case log = 7
  case tanh = 8
  /// 1 / (1 + exp(-a))
  case sigmoid = 9
  /// log(1 + exp(a)), no overflow, no cancellation
  case softplus = 10
  case erf = 11
  case squareRoot = 12
  /// a > b ? 1 : 0; false when either is NaN
  case greater = 13
  /// a > 0 ? b : c by selection (b or c is passed through untouched, NaN included); a NaN gives NaN
  case select = 14
  /// exp(a - b), and 0 where a is -inf, whatever b is
  case expDifference = 15
  /// a * b, and 0 where a is 0, whatever b is
  case multiplyOrZero = 16
  /// expm1(a) = exp(a) - 1 without cancellation near 0
  case expMinusOne = 17
  /// a * b + c, fused
  case multiplyAdd = 18
  /// larger of a and b; NaN if either is NaN
  case maximum = 19
  /// a == b ? 1 : 0
  case equal = 20
  /// the register a itself
  case copy = 21
}

/// An elementwise program over a loop nest. Output strides and operand strides are in elements, 0 broadcasts.
package struct ElementwiseLoop: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  /// `inputs[i]` is the base of operand i.
  package var inputs: UnsafePointer<UnsafePointer<Float>>
  package var inputCount: Int
  /// At least 1, at most 8. Dimension 0 is outermost and is cut by the tile; `extents[0]` is not read.
  package var rank: Int
  package var extents: UnsafePointer<Int>
  /// `rank` strides of the output, then `rank` of each operand in turn.
  package var strides: UnsafePointer<Int>
  package var program: UnsafePointer<ElementwiseInstruction>
  package var programCount: Int
  /// The worker's own room: `scratchElements(inputCount:programCount:)` floats, 64-byte aligned.
  package var scratch: UnsafeMutablePointer<Float>

  package init(
    output: UnsafeMutablePointer<Float>, inputs: UnsafePointer<UnsafePointer<Float>>, inputCount: Int, rank: Int,
    extents: UnsafePointer<Int>, strides: UnsafePointer<Int>, program: UnsafePointer<ElementwiseInstruction>,
    programCount: Int, scratch: UnsafeMutablePointer<Float>
  ) {
    self.output = output
    self.inputs = inputs
    self.inputCount = inputCount
    self.rank = rank
    self.extents = extents
    self.strides = strides
    self.program = program
    self.programCount = programCount
    self.scratch = scratch
  }

  /// Floats of scratch a program needs: a tile of 512 for each register, and the merged loop nest.
  package static func scratchElements(inputCount: Int, programCount: Int) -> Int {
    (inputCount + programCount + 1) * (512 + 64)
  }
}

/// How a reduction combines.
package enum ReduceCode: Int32, Sendable, CaseIterable {
  case sum = 0
  /// NaN if any is NaN
  case max = 1
  /// max + log sum exp(x - max); all -inf gives -inf
  case logSumExp = 2
  /// sum of log(1 + e^x), each term within 2^-23 and not within ulps: logarithms are taken of products of 1 + e^-|x|
  case softplusSum = 3
}

/// A reduction over a loop nest. The order of a sum is fixed by the shape alone: when the innermost reduced dimension
/// has input stride 1, its run is summed over 16 lanes and a low/high halving tree and the runs are added in index
/// order; else terms are added in index order. Kept dimensions whose innermost has stride 1 may be vectorised across.
package struct ReduceLoop: @unchecked Sendable {
  package var code: ReduceCode
  package var output: UnsafeMutablePointer<Float>
  package var input: UnsafePointer<Float>
  /// At most 8. Kept dimension 0 is cut by the tile and its extent is not read; at least 1 (extent 1 if all is reduced).
  package var keptRank: Int
  package var keptExtents: UnsafePointer<Int>
  package var keptOutputStrides: UnsafePointer<Int>
  package var keptInputStrides: UnsafePointer<Int>
  /// At most 8, at least 1.
  package var reducedRank: Int
  package var reducedExtents: UnsafePointer<Int>
  package var reducedInputStrides: UnsafePointer<Int>

  package init(
    code: ReduceCode, output: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>, keptRank: Int,
    keptExtents: UnsafePointer<Int>, keptOutputStrides: UnsafePointer<Int>, keptInputStrides: UnsafePointer<Int>,
    reducedRank: Int, reducedExtents: UnsafePointer<Int>, reducedInputStrides: UnsafePointer<Int>
  ) {
    self.code = code
    self.output = output
    self.input = input
    self.keptRank = keptRank
    self.keptExtents = keptExtents
    self.keptOutputStrides = keptOutputStrides
    self.keptInputStrides = keptInputStrides
    self.reducedRank = reducedRank
    self.reducedExtents = reducedExtents
    self.reducedInputStrides = reducedInputStrides
  }
}

/// Rows whose columns are cut into segments: `[offsets[s], offsets[s + 1])` for s in 0 ..< segments.
///
/// An operand's row r is at `base + (r / d0) * s0 + (r % d0) * s1` with the operand's own `RowMap`, so that an operand
/// without the sample axis is read again for every sample.
package struct SegmentedRows: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  package var outputRowStride: Int
  package var input: UnsafePointer<Float>
  package var inputRows: RowMap
  package var second: UnsafePointer<Float>?
  package var secondRows: RowMap
  package var segments: Int
  /// `segments + 1` entries, the first 0.
  package var offsets: UnsafePointer<Int>

  package init(
    output: UnsafeMutablePointer<Float>, outputRowStride: Int, input: UnsafePointer<Float>, inputRows: RowMap,
    second: UnsafePointer<Float>?, secondRows: RowMap, segments: Int, offsets: UnsafePointer<Int>
  ) {
    self.output = output
    self.outputRowStride = outputRowStride
    self.input = input
    self.inputRows = inputRows
    self.second = second
    self.secondRows = secondRows
    self.segments = segments
    self.offsets = offsets
  }
}

/// Where row r of an operand is: `(r / divisor) * outer + (r % divisor) * inner` elements from its base.
package struct RowMap: Sendable, Equatable {
  package var divisor: Int
  package var outer: Int
  package var inner: Int
  package init(divisor: Int, outer: Int, inner: Int) {
    self.divisor = divisor
    self.outer = outer
    self.inner = inner
  }
}

/// Sums of table rows chosen by indices. Indices are whole numbers held as Float.
package struct GatherRows: @unchecked Sendable {
  /// Of `gatherSum`: [rows, width]. Of `scatterSum`: the table's gradient, overwritten (zeroed first).
  package var output: UnsafeMutablePointer<Float>
  package var outputRowStride: Int
  /// [rows, count]
  package var index: UnsafePointer<Float>
  package var indexRows: RowMap
  package var count: Int
  /// Of `gatherSum`: the table. Of `scatterSum`: the rows that are added.
  package var input: UnsafePointer<Float>
  package var inputRowStride: Int
  /// Columns of the table.
  package var width: Int
  /// Row of the table that index `first[d]` of column d means. `count` entries. Where all ascend, a column's rows end
  /// where the next one's begin.
  package var tableRow: UnsafePointer<Int>
  /// Indices below this add nothing (1 for a two-valued variable whose 0 has no row, else 0). `count` entries.
  package var first: UnsafePointer<Int>
  /// Number of rows of `index`; `scatterSum` visits them all.
  package var rows: Int
  /// Added first by `gatherSum`; nil is 0.
  package var bias: UnsafePointer<Float>?

  package init(
    output: UnsafeMutablePointer<Float>, outputRowStride: Int, index: UnsafePointer<Float>, indexRows: RowMap,
    count: Int, input: UnsafePointer<Float>, inputRowStride: Int, width: Int, tableRow: UnsafePointer<Int>,
    first: UnsafePointer<Int>, rows: Int, bias: UnsafePointer<Float>?
  ) {
    self.output = output
    self.outputRowStride = outputRowStride
    self.index = index
    self.indexRows = indexRows
    self.count = count
    self.input = input
    self.inputRowStride = inputRowStride
    self.width = width
    self.tableRow = tableRow
    self.first = first
    self.rows = rows
    self.bias = bias
  }
}

/// Uniform numbers for rows of a batch. Element (r, c) of the output depends on the key, the step, the row's number
/// `rowNumbers[r / draws]`, its draw `r % draws` and the column c alone: Philox4x32-10 with
/// counter (row number, draw, step, c / 4), word c % 4, and key (low, high).
package struct UniformRows: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  package var outputRowStride: Int
  package var columns: Int
  /// One 32-bit number a batch row.
  package var rowNumbers: UnsafePointer<UInt32>
  package var draws: Int
  package var step: UInt32
  package var keyLow: UInt32
  package var keyHigh: UInt32

  package init(
    output: UnsafeMutablePointer<Float>, outputRowStride: Int, columns: Int, rowNumbers: UnsafePointer<UInt32>,
    draws: Int, step: UInt32, keyLow: UInt32, keyHigh: UInt32
  ) {
    self.output = output
    self.outputRowStride = outputRowStride
    self.columns = columns
    self.rowNumbers = rowNumbers
    self.draws = draws
    self.step = step
    self.keyLow = keyLow
    self.keyHigh = keyHigh
  }
}

/// Which update rule.
package enum UpdateCode: Int32, Sendable, CaseIterable {
  /// PyTorch's Adam; `weightDecay` is added to the gradient. Also RAdam's rectified steps, by `stepSize`.
  case adam = 0
  /// PyTorch's AdamW; parameters are scaled by `1 - decay` first.
  case adamw = 1
  /// PyTorch's SGD with momentum (`first` is the buffer); the first step copies the gradient into it.
  case sgd = 2
  /// RAdam before its variance is tractable: p -= stepSize * m, no second moment in the denominator (both are updated).
  case radamUnrectified = 3
}

/// What one visit to the vectors of an update writes. The moments come before the parameters, which are read by all.
package enum UpdatePass: Int32, Sendable, CaseIterable {
  /// Everything that the rule moves.
  case whole = 0
  case first = 1
  case second = 2
  /// The parameters, from moments that are moved already.
  case parameter = 3
}

/// One optimiser step over a slice of the parameter vector. All scalars are computed once a step by the caller.
package struct UpdateStep: @unchecked Sendable {
  package var code: UpdateCode
  package var pass = UpdatePass.whole
  package var parameter: UnsafeMutablePointer<Float>
  package var gradient: UnsafePointer<Float>
  package var first: UnsafeMutablePointer<Float>
  package var second: UnsafeMutablePointer<Float>
  /// Multiplies the gradient (clipping).
  package var gradientScale: Float
  /// Adam family: learning rate / (1 - beta1^t) (RAdam: times its rectification). SGD: learning rate.
  package var stepSize: Float
  /// Adam family: 1 / sqrt(1 - beta2^t).
  package var secondScale: Float
  /// In Double, since 1 - 0.999 formed in Float is wrong by 5e-5 of its value.
  package var beta1: Double
  package var beta2: Double
  package var epsilon: Float
  /// Adam, RAdam, SGD: added to the gradient times the parameter. AdamW: learning rate times weight decay.
  package var weightDecay: Float
  /// SGD: momentum.
  package var momentum: Float
  /// SGD: whether this is the first step.
  package var isFirst: Bool

  package init(
    code: UpdateCode, parameter: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>, gradientScale: Float, stepSize: Float,
    secondScale: Float, beta1: Double, beta2: Double, epsilon: Float, weightDecay: Float, momentum: Float, isFirst: Bool
  ) {
    self.code = code
    self.parameter = parameter
    self.gradient = gradient
    self.first = first
    self.second = second
    self.gradientScale = gradientScale
    self.stepSize = stepSize
    self.secondScale = secondScale
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.momentum = momentum
    self.isFirst = isFirst
  }
}

/// Sums of squares over consecutive blocks of 4,096 elements (the last one short): 16 lanes, then a halving tree.
package struct BlockSums: @unchecked Sendable {
  package var output: UnsafeMutablePointer<Float>
  package var input: UnsafePointer<Float>
  package var count: Int
  package init(output: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>, count: Int) {
    self.output = output
    self.input = input
    self.count = count
  }
}
