import Ledger
import Linux
import Model
import Planning
import Wire

/// Where every request arrives: who asks, what it is, whether they may, and what comes of it, as lines of the wire.
package struct RequestDesk: Sendable {
    private let platform: Platform
    private let runner: any RunnerServices
    private let roles: AppRoles

    package init(_ platform: Platform, _ runner: any RunnerServices, roles: AppRoles = .today) {
        self.platform = platform
        self.runner = runner
        self.roles = roles
    }

    /// Who asks, by the kernel's word for the user, and by the key that the git user's only program was entered with.
    package func peer(uid: UInt32, git: UInt32, key: Int64?) throws -> Peer {
        guard uid == 0 || uid == git else { return .stranger(uid: uid) }
        guard let key else { return uid == 0 ? .root : .git }
        guard let row = try platform.ledger.read({ try $0.key(key) }) else {
            throw Failure(.forbidden, "this key is not known any more", hint: "ask whoever runs this installation to add it")
        }
        return .key(owner: row.owner, number: key)
    }

    /// The last line of the answer; what comes before it goes to the client.
    package func answer(_ question: Question, uid: UInt32, git: UInt32, _ client: any Client) -> [UInt8] {
        do {
            let peer = try peer(uid: uid, git: git, key: question.key)
            let context = Context(platform: platform, peer: peer, client: client, runner: runner, roles: roles)
            return try run(try question.operation.get(), context, question.form)
        } catch {
            return Self.line(failure(error))
        }
    }

    private func run<Operated: Operation>(_ operation: Operated, _ context: Context, _ form: Question.Form) throws -> [UInt8] {
        try check(operation, context.peer)
        let answer: Operated.Answer
        do {
            answer = try operation.run(context)
        } catch let failure as Failure where failure.code == .notFound {
            throw try nearer(failure, operation.subject, context, pushes: operation is OpenRepository)
        }
        switch form {
        case .current: return try MessageChannel.line(ControlReply.result(answer))
        case .former: return try MessageChannel.line(ControlReply.result(try FormerResult(answer)))
        }
    }

    /// Of an app that is not there: the one that may have been meant, of those that the peer may see.
    ///
    /// - Parameter pushes: who pushes may as well want to make it.
    private func nearer(_ failure: Failure, _ app: AppName?, _ context: Context, pushes: Bool) throws -> Failure {
        guard let app, try context.ledger.read({ try $0.app(app) }) == nil else { return failure }
        let known = try context.ledger.read { try $0.appNames() }.filter { try context.allows(.view, in: $0) }
        guard let near = NearestWord.to(app.text, among: known.map(\.text)) else { return failure }
        var failure = failure
        let meant = "did you mean `\(near)`?"
        failure.hint = pushes ? [meant + " Or", failure.hint].compactMap { $0 }.joined(separator: " ") : meant
        return failure
    }

    private func check(_ operation: some Operation, _ peer: Peer) throws {
        let role = try operation.subject.flatMap { try roles.role(of: peer, in: $0) }
        try AccessPolicy.check(peer, operation.needs, as: role, in: operation.subject)
    }

    private func failure(_ error: any Error) -> Failure {
        if let failure = DiskFailure.of(error, root: platform.root.path, floor: platform.configuration.disk) {
            runner.note("a request failed: \(error)")
            return failure
        }
        if let failure = error as? Failure { return failure }
        runner.note("a request failed: \(error)")
        return Failure(.internal, "\(error)", hint: "the runner's log has more")
    }

    /// Answered before a byte of theirs is read: strangers keep no thread of ours busy.
    package static func refusal(ofStranger uid: UInt32) -> [UInt8] {
        do throws(Failure) {
            try AccessPolicy.check(.stranger(uid: uid), .use)
            return line(Failure(.internal, "uid \(uid) is refused, and nobody says why"))
        } catch {
            return line(error)
        }
    }

    /// A refusal, which has the same form in all versions.
    package static func line(_ failure: Failure) -> [UInt8] {
        // Strings and a list of strings: there is nothing in it that could not be written down.
        (try? MessageChannel.line(ControlReply<Done>.failure(failure))) ?? []
    }
}
