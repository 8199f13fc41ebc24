import ACME
import Glibc

exit(ACMEProgram.run(CommandLine.arguments))
