import Checkpoint
import Diagnostics
import ModelSpec

/// Prints the spec with every default filled in. Its data are not read.
package func render(_ request: SpecRequest, out: String?, in session: Session) throws -> ExitStatus {
  let text = try Pipeline().read(request, in: session).reading.rendered()
  if let out {
    try AtomicFile.replace(session.path(out), with: Array(text.utf8))
  } else {
    try session.output.write(text)
  }
  return .success
}
