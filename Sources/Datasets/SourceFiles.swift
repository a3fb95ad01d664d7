import ModelSpec

extension DataFolders {
  /// Absolute paths of the files that `section` is read from, in the order of reading. Nothing is looked up.
  package func files(of section: DataSection) -> [String] {
    [section.train, section.valid?.source, section.test?.source].compactMap { $0 }.flatMap { source in
      switch source {
      case .path(let path): [self.path(path).full]
      case .files(let files): files.map { self.path($0.path).full }
      }
    }
  }
}

extension SplitRule {
  /// The files of a split that has its own.
  fileprivate var source: DataSource? {
    if case .source(let source) = self { source } else { nil }
  }
}
