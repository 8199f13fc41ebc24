import Drain
import Linux

ProgramHelp.answer(
    CommandLine.arguments,
    """
    renga-drain carries one app's log to one server. renga-runner starts it for each drain, with the lines on standard input; by hand:
    renga drains:add URL --app APP
    """
)
ProgramEnd.with(DrainProgram.run(CommandLine.arguments))
