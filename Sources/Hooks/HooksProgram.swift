import Glibc
import Linux
import Model

/// `renga-hooks`: the SSH shell, and the hooks of every app's repository, told apart by the name they are called by.
package enum HooksProgram {
    package static func run(_ arguments: [String]) -> Int32 {
        // A client that goes away must end us where we look for it, not in the middle of a write.
        signal(SIGPIPE, SIG_IGN)
        do {
            // git's limits are for git: who builds is held to others, and a hook must not hand them on.
            try ProcessLimit.lift(.memoryBytes, .cpuSeconds)
            switch Files.name(of: arguments.first ?? "") {
            case "pre-receive": return try PreReceive(PushContext.ofHook()).run()
            case "proc-receive": return try ProcReceive().run()
            case "post-receive": return try PostReceive(PushContext.ofHook()).run()
            default: return try program(Array(arguments.dropFirst()))
            }
        } catch let failure as Failure {
            StandardError.say(failure)
            return failure.code.exitStatus
        } catch {
            let failure = DiskFailure.of(error, root: Files.real(".") ?? "/") ?? Failure(.internal, "\(error)")
            StandardError.say(failure)
            return failure.code.exitStatus
        }
    }

    private static func program(_ arguments: [String]) throws -> Int32 {
        guard let verb = arguments.first, ["shell", "upkeep"].contains(verb) else {
            throw Failure(
                .invalid,
                "renga-hooks is run by sshd and by git, not by hand",
                hint: "it is `renga-hooks shell --root DIR --key N` in authorized_keys, and a hook in every repository"
            )
        }
        let usage = "renga-hooks shell --root DIR --key N, or renga-hooks upkeep --root DIR"
        let options = try ProgramOptions("renga-hooks", usage: usage, arguments.dropFirst(), options: ["--key"])
        try options.refuseWords()
        let root = try options.root()
        if verb == "upkeep" { return try RepositoryForm.upkeep(root) }
        guard let key = options["--key"].flatMap({ Int64($0) }) else { throw options.refusal("needs --key N") }
        return try Shell(root: root, key: key).run(request: environment("SSH_ORIGINAL_COMMAND") ?? "")
    }
}

func environment(_ name: String) -> String? { ProgramOptions.environment(name) }
