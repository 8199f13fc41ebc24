import Builder
import Glibc

exit(BuilderProgram.run(CommandLine.arguments))
