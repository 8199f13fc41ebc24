import Hooks
import Linux

ProgramHelp.answer(
    CommandLine.arguments,
    """
    renga-hooks is run by sshd, as the shell of each key in authorized_keys (renga-hooks shell --root DIR --key N), and by git, as
    the hooks of every repository; not by hand.
    """
)
ProgramEnd.with(HooksProgram.run(CommandLine.arguments))
