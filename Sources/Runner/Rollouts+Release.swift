import Ledger
import Linux
import Model
import Operations
import Planning

extension Rollouts {
    /// The release command of a release that is no push: whoever asked for the release waits for it and reads what it
    /// prints. Where it fails, nothing has changed.
    func run(_ order: ReleaseCommand.Order, _ client: any Client) throws {
        fleet.update { _ = $0.attended.insert(order.deploy) }
        defer { fleet.update { _ = $0.attended.remove(order.deploy) } }
        do {
            try client.line("Running release command...")
            var isRead = true
            try engine.release(order, cancel: client.descriptor) { lines in
                log(lines, ofRelease: order.deploy, order.app)
                for line in lines where isRead { isRead = client.tell("       \(line)") }
            }
            try platform.ledger.write { _ = try $0.move(order.deploy, .made(slug: nil), now: Moment.wallMicroseconds()) }
        } catch {
            var failure = error as? Failure ?? Failure(.internal, "\(error)", hint: "the runner's log has more")
            try giveUp(order.deploy, failure.message)
            if failure.code == .buildFailed {
                let way = "--no-release makes the release without its release command"
                failure.hint = [failure.hint, way].compactMap { $0 }.joined(separator: "\n")
            }
            throw failure
        }
    }

    /// `app[release.17]: migrated`.
    func log(_ lines: [String], ofRelease deploy: Int64, _ app: AppName) {
        let now = Moment.text()
        logs.append(app, lines.map { LogLine(.app, "release.\(deploy)", $0, at: now) })
    }
}
