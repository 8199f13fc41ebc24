import Builder
import Linux

ProgramHelp.answer(
    CommandLine.arguments,
    """
    usage: renga-builder --root DIR stack NAME
    Makes the layer of a stack. What else it does (prepare, commit, settle), git's hooks ask it for.
    """
)
ProgramEnd.with(BuilderProgram.run(CommandLine.arguments))
