import CLinux
import Glibc
import Ledger
import Linux
import Model
import YAML

/// `renga-builder`: one process a push. `prepare` does all that can fail, `commit` makes it a release.
package enum BuilderProgram {
    package static func run(_ arguments: [String]) -> Int32 {
        var outcome: Int32?
        do {
            try prepareProcess()
            try saying { () throws(Failure) in
                guard geteuid() == 0 else {
                    throw Failure(.forbidden, "renga-builder has to be started by root", hint: "git's hooks start it by sudo")
                }
            }
            var readiness: Readiness?
            let order = try saying { () throws(Failure) in
                try BuildOrder(Array(arguments.dropFirst())) { root, verb throws(Failure) in
                    // While the hook still asks git.
                    readiness = try Readiness(root, plans: verb == "prepare")
                    return try orderOnInput()
                }
            }
            outcome = order.outcome
            func ready(plans: Bool = false) throws(Failure) -> Readiness {
                if let readiness { return readiness }
                return try saying { () throws(Failure) in try Readiness(order.root, plans: plans) }
            }
            switch order.verb {
            case .plan(let parent): return PlannerProgram.run(order.root, parent: parent)
            case .index(let name, let source, let parent): return IndexProgram.run(order.root, name, source: source, parent: parent)
            case .release(let parent): return ReleaseProgram.run(order.root, parent: parent)
            case .look(let names): try ListsLook(ready().workshop).run(names)
            case .upgrade(let app, let actor):
                let readiness = try ready(plans: true)
                try StackUpgrade(readiness, readiness.named(app), by: actor).run()
            case .news(let app): try PackageLook(ready().workshop).run(app)
            case .stack(let name): try StackBuild(order.root).run(name)
            case .prepare(let push):
                let readiness = try ready(plans: true)
                try Preparation(readiness, readiness.named(push)).run()
            case .rebuild(let app, let key):
                let readiness = try ready(plans: true)
                try Rebuild(readiness, readiness.named(app), key: key).run()
            case .preview(let app, let tree):
                let readiness = try ready()
                try Preview(readiness.workshop, readiness.named(app), tree: tree).run()
            case .commit(let push):
                let readiness = try ready()
                try ReleaseWork(readiness, readiness.named(push)).run()
            case .settle(let app, let quarantine, let pusher):
                let readiness = try ready()
                try Settlement(readiness.workshop).run(readiness.named(app), quarantine: quarantine, by: pusher)
            }
            return 0
        } catch let failure as Failure {
            if let outcome { tell(failure, at: outcome) }
            return failure.code.exitStatus
        } catch {
            StandardError.say(error)
            return 1
        }
    }

    /// Who started us hears why it failed as a value; people have read it.
    private static func tell(_ failure: Failure, at number: Int32) {
        // Best effort: the status says as much as a status can.
        try? writeAll(try JSONCoder.encode(failure), to: number)
    }

    /// What comes before there is a build that says what is wrong with it.
    private static func saying<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        do throws(Failure) {
            return try body()
        } catch {
            // Who started us without an order has said why there is none.
            if error.code != .cancelled { StandardError.say(error) }
            throw error
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
            // The hook started us before it knew whether there is anything to do.
            throw Failure(.cancelled, "no order came")
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.invalid, "renga-builder: \(error)")
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
