import Glibc
import Model
import Router
import YAML

do {
    try RouterProgram.run(Array(CommandLine.arguments.dropFirst())) { root in
        try ConfigurationFile.load(root: root).router
    }
} catch {
    exit(RouterProgram.report(error))
}
