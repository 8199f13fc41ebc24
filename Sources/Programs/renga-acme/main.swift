import ACME
import Linux

ProgramHelp.answer(
    CommandLine.arguments,
    """
    renga-acme gets one certificate by ACME. renga-runner starts it when one is due, with the order on standard input; by hand:
    renga certs:auto:refresh
    """
)
ProgramEnd.with(ACMEProgram.run(CommandLine.arguments))
