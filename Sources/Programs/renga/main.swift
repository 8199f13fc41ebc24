import CLI
import Glibc

exit(CLIProgram.run(CommandLine.arguments))
