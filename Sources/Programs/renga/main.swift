import CLI
import Linux

ProgramEnd.with(CLIProgram.run(CommandLine.arguments))
