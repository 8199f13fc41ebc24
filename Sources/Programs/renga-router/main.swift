import Linux
import Model
import Router
import YAML

ProgramHelp.answer(
    CommandLine.arguments,
    """
    usage: renga-router --root DIR [--user NAME] [--check]
    Serves the apps of one installation, until SIGTERM; SIGHUP exchanges its worker and reads config.yml anew.
      --user NAME  what the worker is; the master stays root
      --check      says whether it could begin, and ends
    """
)
do {
    try RouterProgram.run(CommandLine.arguments) { text, file in
        do throws(SourceError) {
            return try ConfigurationFile.read(text, file: file).router
        } catch {
            throw error.failure
        }
    }
    ProgramEnd.with(0)
} catch {
    ProgramEnd.with(RouterProgram.report(error))
}
