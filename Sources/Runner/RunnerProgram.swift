import Glibc
import Linux
import Model

/// `renga-runner --root DIR`: keeps the dynos of one installation as they are wanted, until it is told to stop.
/// Stopping it stops no dyno: the next runner finds them again. With `--mend` it puts owners and modes right, and ends.
package enum RunnerProgram {
    package static func run(_ arguments: [String]) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        do {
            let usage = "renga-runner --root DIR [--mend]"
            let options = try ProgramOptions("renga-runner", usage: usage, arguments.dropFirst(), flags: ["--mend"])
            try options.refuseWords()
            let root = try options.root()
            guard geteuid() == 0 else { throw Failure(.forbidden, "the runner has to be started by root") }
            // A folder that is made by a slip would look like an installation.
            guard Files.isDirectory(root.path) else {
                throw Failure(.notFound, "there is no installation at \(root.path)", hint: "give --root DIR; install.sh makes one")
            }
            if options.has("--mend") {
                try Runner.mend(root)
                return 0
            }
            // Some for each dyno: what a shell gives is enough for a few hundred of them.
            try ProcessLimit.lift(.openFiles)
            let signals = try StopSignals()
            let runner = try Runner(root: root)
            try runner.start()
            Diagnostics.say("serving \(root.path)")
            signals.wait()
            runner.stop()
            return 0
        } catch let failure as Failure {
            Diagnostics.say(failure.description)
            return failure.code.exitStatus
        } catch {
            Diagnostics.say("\(error)")
            return 1
        }
    }
}
