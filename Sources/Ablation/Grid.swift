import Diagnostics
import ModelSpec
import YAMLDocument

/// One axis of an ablation: what it is called and what may stand on it.
package struct Axis: Sendable {
  package var name: Spanned<String>
  /// The first is the baseline; never empty.
  package var settings: [Setting]

  /// One place on the axis.
  package struct Setting: Sendable {
    /// As `--only` and tables call it.
    package var name: Spanned<String>
    /// What it sets; none is the spec as it is.
    package var overrides: [Override]
  }
}

/// One combination of settings, one of every axis.
package struct Cell: Sendable, Equatable {
  /// Index of the setting on each axis; 0 is the axis's baseline.
  package var choices: [Int]
  /// Number of axes that are not at their baseline.
  package var distance: Int { choices.count { $0 != 0 } }

  package init(choices: [Int]) { self.choices = choices }

  /// Whether every setting of this cell that is no baseline is one of `other` too.
  package func isContained(in other: Cell) -> Bool {
    zip(choices, other.choices).allSatisfy { $0 == 0 || $0 == $1 }
  }
}

/// The axes of an ablation, crossed.
package struct Grid: Sendable {
  package var axes: [Axis]
  /// All combinations, the last axis fastest; the first is the baseline.
  package var cells: [Cell]

  /// Throws `Refusal` with every path that is none.
  package init(_ section: AblationSection) throws {
    var findings: [Diagnostic] = []
    axes = section.axes.map { axis in
      Axis(
        name: axis.name,
        settings: axis.settings.map { setting in
          Axis.Setting(
            name: setting.name,
            overrides: setting.values.compactMap { path, value in
              do { return try Override(path: path, value: value) } catch let refusal as Refusal {
                // A path of a list of values is the axis's name, met once for each value.
                findings += refusal.diagnostics.filter { !findings.contains($0) }
              } catch { findings.append(.error("bad-override", "the path cannot be set", at: path.span)) }
              return nil
            })
        })
    }
    guard findings.isEmpty else { throw Refusal(findings) }
    cells = [Cell(choices: [])]
    for axis in axes {
      cells = cells.flatMap { cell in axis.settings.indices.map { Cell(choices: cell.choices + [$0]) } }
    }
  }

  /// What a cell sets, axis after axis.
  package func overrides(of cell: Cell) -> [Override] {
    zip(axes, cell.choices).flatMap { $0.settings[$1].overrides }
  }

  /// Names of a cell's settings, one an axis.
  package func names(of cell: Cell) -> [String] { zip(axes, cell.choices).map { $0.settings[$1].name.value } }

  /// `structure flat, objective.gradient reinforce`, for messages.
  package func words(of cell: Cell) -> String {
    zip(axes, names(of: cell)).map { "\($0.name.value) \($1)" }.joined(separator: ", ")
  }

  /// The cells whose settings `selections`, each `axis=setting`, name: several of one axis are alternatives. The text
  /// that names no axis or setting, with the names there are, is in the error.
  package func cells(only selections: [String]) throws(UnknownSelection) -> [Cell] {
    var allowed: [Int: Set<Int>] = [:]
    for selection in selections {
      let (axis, settings) = try places(of: selection)
      allowed[axis, default: []].formUnion(settings)
    }
    return cells.filter { cell in allowed.allSatisfy { $0.value.contains(cell.choices[$0.key]) } }
  }

  /// A setting's name may hold `=`, and so may an axis's: the axis is the one whose name the text starts with.
  private func places(of selection: String) throws(UnknownSelection) -> (Int, [Int]) {
    guard let axis = axes.firstIndex(where: { selection.hasPrefix($0.name.value + "=") }) else {
      throw UnknownSelection(selection: selection, known: axes.map { $0.name.value + "=..." })
    }
    let name = selection.dropFirst(axes[axis].name.value.count + 1)
    let settings = axes[axis].settings.indices.filter { axes[axis].settings[$0].name.value == name }
    guard !settings.isEmpty else {
      let known = axes[axis].settings.map { "\(axes[axis].name.value)=\($0.name.value)" }
      throw UnknownSelection(selection: selection, known: known)
    }
    return (axis, settings)
  }

  /// `axis=setting` that the ablation does not have.
  package struct UnknownSelection: Error {
    package var selection: String
    package var known: [String]
  }
}
