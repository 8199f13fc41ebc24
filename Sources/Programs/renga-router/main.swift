import Glibc
import Model
import Router
import YAML

do {
    try RouterProgram.run(CommandLine.arguments) { text, file in
        do throws(SourceError) {
            return try ConfigurationFile.read(text, file: file).router
        } catch {
            throw error.failure
        }
    }
} catch {
    exit(RouterProgram.report(error))
}
