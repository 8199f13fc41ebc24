import Glibc
import Linux
import Model

/// `renga-router --root DIR [--user NAME]`: serves until SIGTERM or SIGINT.
///
/// What is started is a master, whose process id stays for good: it holds the listening sockets and keeps a worker, which
/// is this program again and does the work. SIGHUP makes the master the program that is at its path now, and brings in a
/// worker of that program and of the present config.yml; the one before finishes what it has.
package enum RouterProgram {
    private static let usage = "renga-router --root DIR [--user NAME] [--check]"

    /// The router's part of what a config.yml says; the second argument is the file's name for complaints.
    package typealias Reader = (_ text: [UInt8], _ file: String) throws -> RouterSettings

    /// Returns when everything has ended in order.
    package static func run(_ arguments: [String], settings: @escaping Reader) throws {
        let options = try ProgramOptions("renga-router", usage: usage, arguments.dropFirst(), options: ["--user"], flags: ["--check"])
        try options.refuseWords()
        let root = try options.root()
        // A folder that is made by a slip would look like an installation.
        guard Files.isDirectory(root.path) else {
            throw Failure(.notFound, "there is no installation at \(root.path)", hint: "give --root DIR; install.sh makes one")
        }
        var account: Account?
        if let name = options["--user"], getuid() == 0 {
            account = try Account.find(name)
            guard account != nil else {
                throw Failure(.notFound, "there is no user `\(name)`", hint: "make one with `useradd --system \(name)`")
            }
        }
        // Only says whether it could begin, and what it can be handed.
        if options.has("--check") {
            _ = try settings(try ConfigurationText.read(root), root.configuration)
            return try writeAll(Array("\(Takeover.answer)\n".utf8), to: 1)
        }
        let handed = try getenv(Handover.variable).map { try Handover(String(cString: $0)) }
        unsetenv(Handover.variable)
        if let handed, let ready = handed.ready {
            let text = try ConfigurationText.kept(handed.configuration)
            let worker = try Worker(settings: try settings(text, root.configuration), root: root, handed: handed)
            return try worker.run(as: account, ready: ready)
        }
        let program = try Takeover.programPath(arguments.first ?? "")
        let words = Array(arguments.dropFirst())
        var master = try Master(root: root, account: account, program: program, arguments: words, reader: settings)
        try master.run(handed)
    }

    /// Says on standard error what went wrong; the exit status for it.
    package static func report(_ error: any Error) -> Int32 {
        Diagnostics.say("\(error)")
        return (error as? Failure)?.code.exitStatus ?? 1
    }
}
