import CLinux
import Glibc
import Ledger
import Linux
import Model
import YAML

/// `renga-builder`: one process a push. `prepare` does all that can fail, `commit` makes it a release.
package enum BuilderProgram {
    package static func run(_ arguments: [String]) -> Int32 {
        do {
            try prepareProcess()
            guard geteuid() == 0 else {
                throw Failure(.forbidden, "renga-builder has to be started by root", hint: "git's hooks start it by sudo")
            }
            var readiness: Readiness?
            let order = try BuildOrder(Array(arguments.dropFirst())) { root, verb throws(Failure) in
                // While the hook still asks git.
                readiness = try Readiness(root, plans: verb == "prepare")
                return try orderOnInput()
            }
            switch order.verb {
            case .plan(let parent): return PlannerProgram.run(order.root, parent: parent)
            case .stack(let name): try StackBuild(order.root).run(name)
            case .prepare(let push): try Preparation(readiness ?? Readiness(order.root, plans: true), push).run()
            case .commit(let push): try Commit(readiness ?? Readiness(order.root, plans: false), push).run()
            case .settle(let app): try Settlement((readiness ?? Readiness(order.root, plans: false)).workshop).run(app)
            }
            return 0
        } catch let failure as Failure {
            return failure.code.exitStatus
        } catch {
            Complaint.say(error)
            return 1
        }
    }

    private static let orderBytesMax = 16_384

    /// A word a line. Nothing comes after the empty line, so that what happens on standard input from there on is its end.
    private static func orderOnInput() throws(Failure) -> [String] {
        do {
            var reader = LineReader(STDIN_FILENO, limit: orderBytesMax)
            var words: [String] = []
            var bytes = 0
            while let line = try reader.nextText() {
                if line.isEmpty { return words }
                bytes += line.utf8.count + 1
                guard bytes <= orderBytesMax else { throw SystemError("read", "an order of over \(orderBytesMax) bytes", code: EFBIG) }
                words.append(line)
            }
            // The hook started us before it knew whether there is anything to do, and has said why there is not.
            throw Failure(.cancelled, "no order came")
        } catch let failure as Failure {
            throw failure
        } catch {
            let failure = Failure(.invalid, "renga-builder: \(error)")
            Complaint.say(failure)
            throw failure
        }
    }

    private static func prepareProcess() throws(SystemError) {
        signal(SIGPIPE, SIG_IGN)
        umask(0o022)
        // What git's hooks left open, such as the app's lock, must not reach a build step.
        for name in try Files.list("/proc/self/fd") {
            if let number = Int32(name), number > 2 { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
        }
    }
}
