import Datasets
import LatentModel
import TensorOps

extension Lowering {
  /// log p(x_field | z) as one per-row table a group of columns. Its value axes are the summed variables it depends on.
  func likelihood(ofField index: Int) -> [ValueID] {
    let field = model.fields[index]
    let decoder = model.decoder.fields[index]
    return decoder.groups.enumerated().compactMap { position, columns in
      let width = columns.reduce(0) { $0 + field.logits(ofColumn: $1) }
      guard width > 0 else { return nil }
      let logits = output(decoder.network, position)
      return labelled("decoder.fields.\(field.name)", decoder.network.span) {
        var logits = logits
        var isTable = graph[logits].shape.rows.allSatisfy { $0.role == .value }
        if isTable, !chooses(.enumeratedLikelihood) {
          let shape = graph[logits].shape
          logits = graph.arrange(logits, Shape(rows: [graph.batch] + shape.rows, columns: shape.columns))
          isTable = false
        }
        switch field.kind {
        case .binary(let isSoft, _):
          return isTable
            ? binaryTable(index, columns, logits) : binaryRows(index, columns, logits, isSoft: isSoft)
        case .categorical:
          return isTable ? categoricalTable(index, columns, logits) : categoricalRows(index, columns, logits)
        }
      }
    }
  }

  /// The data of a column group: [batch | columns].
  private func cells(_ field: Int, _ columns: Range<Int>, _ source: ValueID, _ axes: [Axis]) -> ValueID {
    graph.sliceColumns(source, from: columns.lowerBound, as: axes)
  }

  private func hasMissing(_ field: Int, _ columns: Range<Int>) -> Bool {
    model.fields[field].maskedColumns.contains(where: columns.contains)
  }

  /// Bits given logits that depend on no row: log p = flipped x . flipped l - sum softplus(flipped l), two matrix
  /// products at most. A column whose bits are mostly 1 is flipped on both sides, so that well-predicted bits are small
  /// terms and nothing large cancels.
  private func binaryTable(_ field: Int, _ columns: Range<Int>, _ logits: ValueID) -> ValueID {
    let axes = graph[logits].shape.columns
    let values = graph[logits].shape.rows
    let x = cells(field, columns, self.values(ofField: field), axes)
    let isFlipped = columns.map { (model.fields[field].columns[$0].frequencies.last ?? 0) > 0.5 }
    let sign = graph.add(Constant(values: isFlipped.map { $0 ? -1 : 1 }), [], Shape(columns: axes))
    let start = graph.add(Constant(values: isFlipped.map { $0 ? 1 : 0 }), [], Shape(columns: axes))
    let isPlain = !isFlipped.contains(true)
    var flipped = isPlain ? x : graph.add(start, graph.apply(.multiply, [x, sign]))
    let logit = isPlain ? logits : graph.apply(.multiply, [logits, sign])
    let off = graph.apply(.softplus, [logit])
    if hasMissing(field, columns) {
      let presence = cells(field, columns, presence(ofField: field), axes)
      flipped = graph.multiply(flipped, presence)
      let hits = graph.product(flipped, logit, transposesB: true)
      let base = graph.product(presence, off, transposesB: true)
      return table(graph.subtract(hits, base))
    }
    let hits = graph.product(flipped, logit, transposesB: true)
    let base = graph.add(Reduce(.sum), [off], Shape(columns: values))
    return table(graph.apply(.subtract, [hits, base], shape: graph[hits].shape))
  }

  /// Bits given logits of each row: -softplus((1 - 2 x) l), or x l - softplus(l) for soft targets.
  private func binaryRows(_ field: Int, _ columns: Range<Int>, _ logits: ValueID, isSoft: Bool) -> ValueID {
    let shape = graph[logits].shape
    let x = cells(field, columns, values(ofField: field), shape.columns)
    var cell: ValueID
    if isSoft {
      let product = graph.apply(.multiply, [x, logits], shape: shape)
      cell = graph.apply(.subtract, [product, graph.apply(.softplus, [logits])], shape: shape)
    } else {
      let sign = graph.subtract(graph.scalar(1), graph.multiply(x, 2))
      let signed = graph.apply(.multiply, [logits, sign], shape: shape)
      cell = graph.negate(graph.apply(.softplus, [signed]))
    }
    if hasMissing(field, columns) {
      let presence = cells(field, columns, presence(ofField: field), shape.columns)
      cell = graph.apply(.multiply, [cell, presence], shape: shape)
    }
    return table(graph.reduce(.sum, cell, over: Set(shape.columns)))
  }

  private func segments(_ field: Int, _ columns: Range<Int>) -> [Int] {
    columns.map { model.fields[field].logits(ofColumn: $0) }
  }

  private func indexAxis(_ field: Int, _ columns: Range<Int>) -> Axis {
    let name = model.fields[field].name
    return columnAxis("cells.\(name).\(columns.lowerBound)-\(columns.upperBound - 1)", columns.count)
  }

  /// Categories given logits that depend on no row: a gather from the transposed table of log-probabilities.
  private func categoricalTable(_ field: Int, _ columns: Range<Int>, _ logits: ValueID) -> ValueID {
    let shape = graph[logits].shape
    let widths = segments(field, columns)
    let logs = graph.add(LogSoftmax(segments: widths), [logits], shape)
    let turned = graph.arrange(logs, Shape(rows: shape.columns, columns: shape.rows))
    let index = cells(field, columns, values(ofField: field), [indexAxis(field, columns)])
    var tableRow: [Int] = []
    var next = 0
    for width in widths {
      tableRow.append(next)
      next += width
    }
    let gather = GatherSum(tableRow: tableRow, first: widths.map { _ in 0 })
    return table(graph.add(gather, [index, turned], Shape(rows: [graph.batch], columns: shape.rows)))
  }

  /// Categories given logits of each row: the picked log-probabilities, summed over columns.
  private func categoricalRows(_ field: Int, _ columns: Range<Int>, _ logits: ValueID) -> ValueID {
    let shape = graph[logits].shape
    let widths = segments(field, columns)
    let logs = graph.add(LogSoftmax(segments: widths), [logits], shape)
    let axis = indexAxis(field, columns)
    let index = cells(field, columns, values(ofField: field), [axis])
    let rows = Shape.broadcast([Shape(rows: shape.rows), Shape(rows: [graph.batch])]).rows
    let picked = graph.add(Pick(segments: widths), [logs, index], Shape(rows: rows, columns: [axis]))
    return table(graph.reduce(.sum, picked, over: [axis]))
  }
}
