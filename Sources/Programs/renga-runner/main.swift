import Glibc
import Runner

exit(RunnerProgram.run(CommandLine.arguments))
