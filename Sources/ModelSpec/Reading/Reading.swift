import Diagnostics
import YAMLDocument

/// A value of the spec after its check against the declarations, with the place that wrote it (`Span.none`: a default).
package struct Reading: Sendable {
  package var span: Span
  package var content: Content

  /// What the declarations made of a node.
  package indirect enum Content: Sendable {
    case text(String)
    case boolean(Bool)
    /// Whole numbers and bytes.
    case whole(Int)
    case number(Double)
    case list([Reading])
    case section(SectionReading)
    /// In file order.
    case entries([EntryReading])
    case choice(ChoiceReading)
    case reference(Reference)
    case column(ColumnSelector)
    /// A value that is read where it is put, later.
    case node(Node)
  }
}

/// A map with declared keys.
package struct SectionReading: Sendable {
  package var span: Span
  /// The key that opens the section; the section itself where there is none.
  package var title: Span
  /// In the order of the declarations; keys without a value are left out.
  package var values: [(key: String, keySpan: Span, value: Reading)] = []
  /// Keys that were written but not understood: what follows from them is not reported again.
  package var broken: Set<String> = []

  package subscript(key: String) -> Reading? { values.first { $0.key == key }?.value }

  /// Where the user wrote `key`; nil when nobody did.
  package func written(_ key: String) -> Span? {
    values.first { $0.key == key && $0.keySpan != .none }?.keySpan
  }
}

/// One entry of a map whose keys the user names; `value` is nil when it was not understood.
package struct EntryReading: Sendable {
  package var name: Spanned<String>
  package var value: Reading?
}

/// A name out of a list, with its options.
package struct ChoiceReading: Sendable {
  package var name: Spanned<String>
  package var options: SectionReading
}

extension Reading {
  package var text: String? { if case .text(let value) = content { value } else { nil } }
  package var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }
  package var whole: Int? { if case .whole(let value) = content { value } else { nil } }
  package var number: Double? { if case .number(let value) = content { value } else { nil } }
  package var list: [Reading]? { if case .list(let value) = content { value } else { nil } }
  package var section: SectionReading? { if case .section(let value) = content { value } else { nil } }
  package var entries: [EntryReading]? { if case .entries(let value) = content { value } else { nil } }
  package var choice: ChoiceReading? { if case .choice(let value) = content { value } else { nil } }
  package var reference: Reference? { if case .reference(let value) = content { value } else { nil } }
  package var column: ColumnSelector? { if case .column(let value) = content { value } else { nil } }
  package var node: Node? { if case .node(let value) = content { value } else { nil } }
}
