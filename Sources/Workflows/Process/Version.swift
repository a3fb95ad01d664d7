import CLibYAML
import CZlib

/// The tool's version and those of the C libraries it runs with.
package enum Version {
  /// Semantic version of the tool, also written into checkpoints.
  package static let tool: StaticString = "0.1.0"

  /// The text of `--version`, one line a component.
  package static var report: String {
    unsafe "dvae-run \(tool)\nlibyaml \(String(cString: yaml_get_version_string()))\nzlib \(String(cString: zlibVersion()))"
  }
}
