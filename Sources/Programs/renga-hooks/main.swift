import Glibc
import Hooks

exit(HooksProgram.run(CommandLine.arguments))
