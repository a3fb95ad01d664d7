import Diagnostics

/// One condition between keys that needs neither data nor model. A key that is missing or broken fulfils it: that was
/// reported where it stands.
protocol SpecRule: Sendable {
  /// Everything in the spec that breaks the rule, and notes.
  static func findings(in root: SectionReading) -> [Diagnostic]
}

/// All rules, in the order of the language.
enum SpecRules {
  static let all: [any SpecRule.Type] = [
    SplitsLeaveNoTrain.self, CategoricalValues.self, CollidingNames.self, CountDiffersFromCategories.self,
    TooManyVariables.self, FixedPrior.self, KeyBesideExactEncoder.self, LikelihoodOfOtherType.self,
    SelectionWithoutValid.self, OverlappingAxes.self, AxisOutsideModel.self, RepeatedSeed.self, TooManyRuns.self,
    UnknownFigure.self,
  ]
}

extension SectionReading {
  /// The section under `key`, if it was understood.
  func section(_ key: String) -> SectionReading? { self[key]?.section }

  /// Sections of a map whose keys the user names.
  func sections(_ key: String) -> [(name: Spanned<String>, section: SectionReading)] {
    (self[key]?.entries ?? []).compactMap { entry in entry.value?.section.map { (entry.name, $0) } }
  }

  /// Whether `encoder` is `exact`; false also when it was not understood.
  var hasExactEncoder: Bool { self["encoder"]?.choice?.name.value == "exact" }
}

extension Diagnostic {
  /// The same finding with the pointer of these keys.
  func pointing(to path: String...) -> Diagnostic {
    var copy = self
    copy.pointer = jsonPointer(path)
    return copy
  }
}
