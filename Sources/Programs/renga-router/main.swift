import Glibc
import Model
import Router

do {
    try RouterProgram.run(Array(CommandLine.arguments.dropFirst())) { _ in RouterSettings() }
} catch {
    let (text, status) = RouterProgram.explain(error)
    fputs(text, stderr)
    exit(status)
}
