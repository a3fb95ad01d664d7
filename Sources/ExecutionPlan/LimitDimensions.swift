import KernelInterface
import TensorOps

/// Tables over many latent variables can interleave more axes than a kernel's loop nest holds. Such operands are first
/// copied, a few axes at a time, to an arrangement whose axes merge.
extension PlanMaker {
  /// Dimensions of a kernel's loop nest.
  static let mostDimensions = 8
  /// Axes moved by one copy: these, the pieces they leave, and the rest stay within the limit.
  private static let axesPerCopy = 3

  /// Copies `view` to `output`, in stages when one nest cannot say the arrangement.
  mutating func appendStagedCopy(
    of node: ValueID, from view: View, _ shape: Shape, to output: View, _ outputShape: Shape
  ) {
    var (current, layout) = (view, shape)
    let target = outputShape.axes
    var moved = 0
    while copyNest(from: current, layout, to: output, outputShape).extents.count > Self.mostDimensions,
      moved < target.count
    {
      moved = min(moved + Self.axesPerCopy, target.count)
      let head = Array(target[..<moved])
      let rest = layout.axes.filter { !head.contains($0) }
      let axes = (head + rest).sorted { $0.role == .batch && $1.role != .batch }
      let staged = Shape(rows: axes.filter { $0.role == .batch }, columns: axes.filter { $0.role != .batch })
      let next = newView(staged)
      appendOneCopy(of: node, from: current, layout, to: next, staged)
      (current, layout) = (next, staged)
    }
    appendOneCopy(of: node, from: current, layout, to: output, outputShape)
  }

  private func copyNest(from view: View, _ shape: Shape, to output: View, _ outputShape: Shape) -> LoopNest {
    LoopNest(
      over: outputShape.axes,
      operandStrides: [outputShape.strides(pitch: output.pitch), shape.strides(pitch: view.pitch)])
  }

  private mutating func appendOneCopy(
    of node: ValueID, from view: View, _ shape: Shape, to output: View, _ outputShape: Shape
  ) {
    append(
      elementwise(
        [ElementwiseInstruction(code: .copy)], copyNest(from: view, shape, to: output, outputShape), operands: 2),
      of: node, [view], to: output, flops: 0, elements: 2 * outputShape.elementCount)
  }

  /// The operands of an elementwise node in layouts whose nest a kernel can run.
  mutating func limited(
    _ views: [View], _ shapes: [Shape], over node: ValueID, to output: View
  ) -> (views: [View], nest: LoopNest) {
    let shape = graph[node].shape
    var (views, shapes) = (views, shapes)
    func nest() -> LoopNest {
      LoopNest(
        over: shape.axes,
        operandStrides: [shape.strides(pitch: output.pitch)] + zip(shapes, views).map { $0.strides(pitch: $1.pitch) })
    }
    var loops = nest()
    for operand in views.indices where loops.extents.count > Self.mostDimensions {
      if shapes[operand] == shape || shapes[operand].axes.isEmpty { continue }
      let spread = newView(shape)
      appendStagedCopy(of: node, from: views[operand], shapes[operand], to: spread, shape)
      (views[operand], shapes[operand]) = (spread, shape)
      loops = nest()
    }
    return (views, loops)
  }

  /// The operand of a reduction with kept axes in the output's order and reduced axes last, when its own order would
  /// need too many dimensions.
  mutating func limitedReduction(
    _ kind: Reduce.Kind, _ shape: Shape, _ view: View, over node: ValueID, to output: View
  ) -> (View, Instruction.Reduction) {
    let outputShape = graph[node].shape
    let direct = reduction(kind, shape, view, outputShape, output)
    if max(direct.keptExtents.count, direct.reducedExtents.count) <= Self.mostDimensions { return (view, direct) }
    let axes = outputShape.axes + shape.axes.filter { !outputShape.contains($0) }
    let turned = Shape(rows: axes.filter { $0.role == .batch }, columns: axes.filter { $0.role != .batch })
    let copy = newView(turned)
    appendStagedCopy(of: node, from: view, shape, to: copy, turned)
    return (copy, reduction(kind, turned, copy, outputShape, output))
  }
}
