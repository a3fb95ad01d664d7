import Diagnostics

/// A factor graph as SVG: both sides beside each other, every node in a layer below all it depends on.
struct FactorGraphDrawing {
  private static let lineHeight = 15
  private static let gap = 28
  private static let layerGap = 56
  private static let margin = 24

  private let graph: FactorGraph

  init(_ graph: FactorGraph) { self.graph = graph }

  /// The drawing. Sizes are whole numbers, so the same graph is the same text.
  var svg: String {
    let sides = graph.sides.map(PlacedSide.init)
    let width = sides.reduce(Self.margin) { $0 + $1.width + Self.margin }
    let height = (sides.map(\.height).max() ?? 0) + 2 * Self.margin
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      font-family="sans-serif" font-size="12">
      <title>\(escaped(graph.name))</title>
      <defs><marker id="arrow" markerWidth="9" markerHeight="8" refX="8" refY="4" orient="auto">\
      <path d="M0,0 L9,4 L0,8 z" fill="#444"/></marker></defs>
      <rect width="\(width)" height="\(height)" fill="white"/>

      """
    var left = Self.margin
    for side in sides {
      text += draw(side, left: left)
      left += side.width + Self.margin
    }
    return text + "</svg>\n"
  }

  /// A side with a rectangle for every node, from its own corner.
  private struct PlacedSide {
    struct Box {
      var x: Int
      var y: Int
      var width: Int
      var height: Int
      var middle: Int { x + width / 2 }
    }

    let side: FactorGraph.Side
    var boxes: [Box] = []
    var width = 0
    var height = 0

    init(_ side: FactorGraph.Side) {
      self.side = side
      let layers = Self.layers(side)
      boxes = side.nodes.map { node in
        let longest = ([node.name] + node.lines).map(\.count).max() ?? 0
        return Box(
          x: 0, y: 0, width: longest * 7 + 28, height: (1 + node.lines.count) * lineHeight + 14)
      }
      let widths = layers.map { layer in layer.reduce(-gap) { $0 + boxes[$1].width + gap } }
      width = max(side.title.count * 7, (widths.max() ?? 0) + 2 * margin)
      var y = 2 * lineHeight
      for (layer, span) in zip(layers, widths) {
        var x = (width - span) / 2
        let tallest = layer.map { boxes[$0].height }.max() ?? 0
        for node in layer {
          boxes[node].x = x
          boxes[node].y = y + (tallest - boxes[node].height) / 2
          x += boxes[node].width + gap
        }
        y += tallest + layerGap
      }
      height = y - layerGap
    }

    /// Nodes by their longest path from a root, each layer in the order of the middle of what its nodes depend on.
    private static func layers(_ side: FactorGraph.Side) -> [[Int]] {
      var depth = [Int](repeating: 0, count: side.nodes.count)
      // A path visits each node once, so as many rounds as nodes are enough.
      for _ in side.nodes {
        var isStill = true
        for edge in side.edges where depth[edge.to] < depth[edge.from] + 1 {
          depth[edge.to] = depth[edge.from] + 1
          isStill = false
        }
        if isStill { break }
      }
      var place = side.nodes.indices.map { Double($0) }
      return (0...(depth.max() ?? 0)).map { level in
        let layer = side.nodes.indices.filter { depth[$0] == level }
        let wanted = layer.map { node -> Double in
          let parents = side.edges.filter { $0.to == node }.map { place[$0.from] }
          return parents.isEmpty ? Double(node) : parents.reduce(0, +) / Double(parents.count)
        }
        let sorted = zip(layer, wanted).sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.0)
        for (index, node) in sorted.enumerated() { place[node] = Double(index) }
        return sorted
      }
    }
  }

  private func draw(_ side: PlacedSide, left: Int) -> String {
    var text = "<g transform=\"translate(\(left),\(Self.margin))\">\n"
    text +=
      "<text x=\"\(side.width / 2)\" y=\"10\" text-anchor=\"middle\" font-size=\"13\">\(escaped(side.side.title))</text>\n"
    for edge in side.side.edges {
      let (from, to) = (side.boxes[edge.from], side.boxes[edge.to])
      let (start, end) = (from.y + from.height, to.y - 1)
      // What stands between is passed on the side that is nearer; a cubic goes three quarters of its handles' way.
      let between = side.boxes.filter { $0.y > start && $0.y + $0.height < end }
      let middle = (from.middle + to.middle) / 2
      let left = (between.map { $0.x }.min() ?? middle) - 12
      let right = (between.map { $0.x + $0.width }.max() ?? middle) + 12
      let isCrossing = between.contains {
        $0.x - 6 < max(from.middle, to.middle) && $0.x + $0.width + 6 > min(from.middle, to.middle)
      }
      let swing = isCrossing ? (middle - left <= right - middle ? left - middle : right - middle) * 4 / 3 : 0
      let bend = max(16, (end - start) / 2)
      text +=
        "<path d=\"M\(from.middle),\(start) C\(from.middle + swing),\(start + bend) \(to.middle + swing),\(end - bend) "
        + "\(to.middle),\(end)\" fill=\"none\" stroke=\"#444\" marker-end=\"url(#arrow)\"/>\n"
    }
    for (node, box) in zip(side.side.nodes, side.boxes) {
      let (fill, radius) = node.isObserved ? ("#dddddd", 3) : ("#eef4ff", box.height / 2)
      text +=
        "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\" rx=\"\(min(radius, 24))\" "
        + "fill=\"\(fill)\" stroke=\"#444\"/>\n"
      for (index, line) in ([node.name] + node.lines).enumerated() {
        let weight = index == 0 ? " font-weight=\"bold\"" : ""
        let y = box.y + 18 + index * Self.lineHeight
        text += "<text x=\"\(box.middle)\" y=\"\(y)\" text-anchor=\"middle\"\(weight)>\(escaped(line))</text>\n"
      }
    }
    return text + "</g>\n"
  }

  private func escaped(_ text: String) -> String {
    visible(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
