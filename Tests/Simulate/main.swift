import Glibc
import SimulatedPlatform

exit(SimulateProgram.run(Array(CommandLine.arguments.dropFirst())))
