import Diagnostics
import YAMLDocument

/// What a spec file says, checked.
package struct SpecReading: Sendable {
  package var spec: Spec
  /// Warnings and notes, in reading order; no error.
  package var findings: [Diagnostic]
  /// The same values as a tree of declared keys, from which `dump()` is written.
  package var root: SectionReading
}

/// Reads a spec: overrides first, then every section against its declarations, then the rules between keys.
///
/// `fileStem` names the run when the spec does not. Throws `Refusal` with everything that is wrong, in reading order.
/// Whether names of blocks and fields exist, and whether sizes fit, are questions for the model.
package func readSpec(document: Document, overrides: [Override] = [], fileStem: String) throws -> SpecReading {
  var reader = SpecReader()
  var tree = document.root
  for override in overrides {
    do {
      tree = try override.applied(to: tree)
    } catch let refusal as Refusal {
      reader.findings += refusal.diagnostics
    }
  }
  let root = reader.readSection(tree, SpecDeclarations.spec, title: .none)?.section
  if let root {
    for rule in SpecRules.all { for finding in rule.findings(in: root) { reader.report(finding) } }
  }
  let findings = inReadingOrder(reader.findings)
  guard let root, findings.allSatisfy({ $0.severity != .error }) else { throw Refusal(findings) }
  let spec = try Spec(root, span: document.span, fileStem: fileStem)
  return SpecReading(spec: spec, findings: findings, root: root)
}
