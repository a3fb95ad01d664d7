import LatentModel

/// What a linear map sees, as the rows of its weights: one weight matrix a group of sources (the encoder, the trunk, a
/// field, a block), with rows for exactly the columns that are seen.
struct SeenColumns {
  /// One weight matrix.
  struct Group {
    /// Last part of the parameter's name: `encoder`, `trunk`, `field.pixels`, `style`.
    var name: String
    var columns: Int
  }

  private(set) var groups: [Group] = []
  /// Where each source's columns begin: group and first row.
  private(set) var places: [Source: (group: Int, row: Int)] = [:]
  /// All columns together.
  var columnCount: Int { groups.reduce(0) { $0 + $1.columns } }

  /// The union of `sources` in canonical order: encoder, trunk, fields, then variables block by block.
  init(_ sources: [Source], model: Model, width: (Source) -> Int) {
    var seen: Set<Source> = []
    let ordered = sources.filter { seen.insert($0).inserted }.sorted {
      Self.rank($0).lexicographicallyPrecedes(Self.rank($1))
    }
    var indices: [String: Int] = [:]
    for source in ordered {
      let name = Self.groupName(source, model: model)
      let group = indices[name] ?? groups.count
      if group == groups.count {
        groups.append(Group(name: name, columns: 0))
        indices[name] = group
      }
      places[source] = (group, groups[group].columns)
      groups[group].columns += width(source)
    }
  }

  private static func rank(_ source: Source) -> [Int] {
    switch source {
    case .encoder: [0]
    case .trunk: [1]
    case .field(let field, let columns): [2, field, columns.lowerBound, columns.upperBound]
    case .variable(let variable): [3, variable.index]
    }
  }

  private static func groupName(_ source: Source, model: Model) -> String {
    switch source {
    case .encoder: "encoder"
    case .trunk: "trunk"
    case .field(let field, _): "field." + model.fields[field].name
    case .variable(let variable): model.blocks[model.variables[variable.index].block].name
    }
  }
}

extension Model {
  /// Columns a network sees of field columns: a binary column is one, a categorical one has one a value; a mask column
  /// follows for each column that is missing somewhere in train.
  func inputColumns(ofField field: Int, columns: Range<Int>) -> Int {
    let field = fields[field]
    let masks = field.maskedColumns.filter(columns.contains).count
    return columns.reduce(masks) { $0 + field.logits(ofColumn: $1) }
  }
}
