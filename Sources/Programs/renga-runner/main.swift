import Linux
import Runner

ProgramHelp.answer(
    CommandLine.arguments,
    """
    usage: renga-runner --root DIR [--mend]
    Keeps the dynos of one installation as they are wanted, until SIGTERM; stopping it stops no dyno.
      --mend  puts owners and modes in the installation right, says so, and ends
    """
)
ProgramEnd.with(RunnerProgram.run(CommandLine.arguments))
