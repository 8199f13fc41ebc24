import CLinux
import Foundation
import Glibc
import Ledger
import Linux
import Model
import Operations
import Sandbox
import YAML

/// `renga-runner --root DIR`: keeps the dynos of one installation as they are wanted, until it is told to stop.
/// Stopping it stops no dyno: the next runner finds them again. With `--mend` it puts owners and modes right, and ends.
package enum RunnerProgram {
    package static func run(_ arguments: [String]) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        do {
            let mends = arguments.contains("--mend")
            let root = try parse(arguments.dropFirst().filter { $0 != "--mend" })
            guard geteuid() == 0 else { throw Failure(.forbidden, "the runner has to be started by root") }
            if mends {
                try Runner.mend(root)
                return 0
            }
            // Some for each dyno: what a shell gives is enough for a few hundred of them.
            try ResourceLimit.lift(.openFiles)
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

    private static func parse(_ arguments: [String]) throws -> InstallationRoot {
        var path = getenv("RENGA_ROOT").map { String(cString: $0) } ?? InstallationRoot.standard
        var words = arguments[...]
        while let word = words.popFirst() {
            guard word == "--root", let value = words.popFirst() else {
                throw Failure(.invalid, "renga-runner does not know `\(word)`", hint: "renga-runner --root DIR")
            }
            path = value
        }
        guard let root = InstallationRoot(path) else {
            throw Failure(.invalid, "`\(path)` is not an absolute path", hint: "renga-runner --root /var/lib/renga")
        }
        return root
    }
}

/// SIGTERM and SIGINT as something to wait for. Blocked before the first thread is made, so that no thread takes them.
struct StopSignals: ~Copyable {
    private let descriptor: Descriptor

    init() throws(SystemError) {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let number = signalfd(-1, &set, Int32(O_CLOEXEC))
        guard number >= 0 else { throw SystemError("make", "a signalfd") }
        descriptor = Descriptor(owning: number)
    }

    borrowing func wait() {
        var item = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        while poll(&item, 1, -1) < 0 && errno == EINTR {}
    }
}
