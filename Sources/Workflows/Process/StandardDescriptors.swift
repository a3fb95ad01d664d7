import Glibc

/// Standard input, output and error.
package enum StandardDescriptors {
  /// Opens `/dev/null` at each descriptor below 3 that is closed, so that no data file takes its number. Output is
  /// opened for reading: writing to it still fails, as it should.
  package static func reserve() {
    for number in Int32(0)..<3 where fcntl(number, F_GETFD) == -1 {
      let opened = unsafe open("/dev/null", number == 2 ? O_WRONLY : O_RDONLY)
      if opened >= 0 && opened != number {
        dup2(opened, number)
        close(opened)
      }
    }
  }
}
