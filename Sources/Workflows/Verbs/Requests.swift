/// How a verb reports.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text, json
}

/// What the command line says about reading a spec.
package struct SpecRequest: Sendable {
  /// A spec, a run folder, a checkpoint, or `-` for a spec on standard input.
  package var target: String
  /// `path=value`, in the order written.
  package var overrides: [String]
  /// Refuse data outside the spec's folder.
  package var isSandboxed: Bool
  /// Where the text on standard input would stand as a file; nil: nowhere, its paths are relative to the working
  /// directory.
  package var standardInputPath: String?

  package init(target: String, overrides: [String] = [], isSandboxed: Bool = false) {
    self.target = target
    self.overrides = overrides
    self.isSandboxed = isSandboxed
  }
}

/// What the command line says about the machine. Nothing here changes a result.
package struct MachineRequest: Sendable {
  /// nil: every core.
  package var threads: Int?
  /// Kernels by name; nil: the best this processor has.
  package var instructionSet: String?

  package init(threads: Int? = nil, instructionSet: String? = nil) {
    self.threads = threads
    self.instructionSet = instructionSet
  }
}

/// Which rows of which data.
package struct RowsRequest: Sendable {
  /// `train`, `valid` or `test`; nil: test, else valid, else train.
  package var split: String?
  /// A file to read instead of the spec's data.
  package var data: String?
  /// At most this many rows, the first ones.
  package var count: Int?

  package init(split: String? = nil, data: String? = nil, count: Int? = nil) {
    self.split = split
    self.data = data
    self.count = count
  }
}
