import Glibc
import Workflows

StandardDescriptors.reserve()
CrashReport.installHandlers()
StopFlag.installHandlers()
exit(runCommand(Array(CommandLine.arguments.dropFirst()), in: .process()).rawValue)
