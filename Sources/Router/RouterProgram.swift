import Glibc
import Model

/// `renga-router --root DIR [--user NAME]`: serves until SIGTERM or SIGINT.
package enum RouterProgram {
    package static let usage = "usage: renga-router --root DIR [--user NAME]"

    package struct Options: Equatable {
        package var root: String
        package var user: String?

        package init(_ arguments: [String]) throws(Failure) {
            root = InstallationRoot.standard
            var rest = arguments[...]
            while let word = rest.popFirst() {
                guard word == "--root" || word == "--user" else {
                    throw Failure(.invalid, "unknown argument `\(word)`", hint: usage)
                }
                guard let value = rest.popFirst() else {
                    throw Failure(.invalid, "\(word) lacks its value", hint: usage)
                }
                if word == "--root" { root = value } else { user = value }
            }
        }
    }

    /// Binds, drops privileges, serves, and returns when everything has ended in order.
    package static func run(_ arguments: [String], settings: (InstallationRoot) throws -> RouterSettings) throws {
        let options = try Options(arguments)
        guard let root = InstallationRoot(options.root) else {
            throw Failure(.invalid, "`\(options.root)` is not an absolute path", hint: usage)
        }
        var account: Account?
        if let name = options.user, getuid() == 0 {
            account = try Account.find(name)
            guard account != nil else {
                throw Failure(.notFound, "there is no user `\(name)`", hint: "make one with `useradd --system \(name)`")
            }
        }
        // Blocked before any thread is there, so that all inherit it and this one alone takes the signal.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let server = try RouterServer(settings: try settings(root), root: root)
        try RouterServer.prepareDirectory(root, owner: account.map { ($0.uid, $0.gid) })
        try account?.become()
        try server.start()
        var signal: Int32 = 0
        sigwait(&signals, &signal)
        server.stop()
    }

    /// Says on standard error what went wrong; the exit status for it.
    package static func report(_ error: any Error) -> Int32 {
        Complaint.say("\(error)")
        return (error as? Failure)?.code.exitStatus ?? 1
    }
}
