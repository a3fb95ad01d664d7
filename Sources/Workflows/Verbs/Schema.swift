import Diagnostics
import ModelSpec

/// Prints the JSON Schema of the language, for editors and for checkers of other languages.
package func schema(in session: Session) throws -> ExitStatus {
  try session.output.write(SpecSchema.value.indentedText)
  return .success
}
