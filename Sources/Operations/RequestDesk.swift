import Ledger
import Linux
import Model
import Planning
import Wire

/// Where every request arrives: who asks, what it is, whether they may, and what comes of it, as lines of the wire.
package struct RequestDesk: Sendable {
    private let platform: Platform
    private let runner: any RunnerServices

    package init(_ platform: Platform, _ runner: any RunnerServices) {
        self.platform = platform
        self.runner = runner
    }

    /// Who asks, by the kernel's word for the user, and by the key that the git user's only program was entered with.
    package func peer(uid: UInt32, git: UInt32, key: Int64?) throws -> Peer {
        guard uid == 0 || uid == git else { return .stranger(uid: uid) }
        guard let key else { return uid == 0 ? .root : .git }
        return try platform.ledger.read { db in
            guard let row = try db.key(key) else {
                throw Failure(.forbidden, "this key is not known any more", hint: "ask whoever runs this installation to add it")
            }
            if let end = row.expiresAt, end <= Moment.wallMicroseconds() {
                throw Failure(
                    .forbidden,
                    "the key `\(row.owner)` has ended on \(Moment.text(end))",
                    hint: "whoever manages the app adds another: renga keys:add --deploy"
                )
            }
            let standing = row.app == nil ? try db.person(row.owner)?.standing ?? .person : .deployKey
            return .key(owner: row.owner, number: key, standing: standing)
        }
    }

    /// The last line of the answer; what comes before it goes to the client.
    package func answer(_ question: Question, by asker: AskingProcess, git: UInt32, _ client: any Client) -> [UInt8] {
        do {
            let peer = try peer(uid: asker.user, git: git, key: question.key)
            var context = Context(platform: platform, peer: peer, client: client, runner: runner, origin: question.origin)
            context.process = asker
            return try run(try question.operation.get(), context, question)
        } catch {
            return Self.line(failure(error))
        }
    }

    private func run<Operated: Operation>(_ asked: Operated, _ context: Context, _ question: Question) throws -> [UInt8] {
        var operation = asked
        if let name = asked.subject {
            let found = try NamedApp(context).find(name, for: asked)
            operation.turn(to: found)
            // By the name that was asked for it would be about whatever was called so at first.
            guard operation.subject == found else { throw Failure(.internal, "`\(Operated.name)` is not about the app that is meant") }
        }
        let answer: Operated.Answer
        do {
            try check(operation, context.peer)
            if let request = operation as? any WholeAppRequest { try refusePreview(request) }
            answer = try operation.run(context)
        } catch let failure as Failure {
            let isGit = operation is OpenRepository
            let said = try failure.code == .notFound ? nearer(failure, operation.subject, context, pushes: isGit) : failure
            throw isGit ? overSSH(said) : said
        }
        if let what = operation.activity, Operated.isChange(answer) { context.note(what, of: operation.subject) }
        switch question.form {
        case .current: return try MessageChannel.line(ControlReply.result(answer))
        case .former: return try MessageChannel.line(ControlReply.result(try FormerResult(answer)))
        }
    }

    /// Of an app that is not there, or that the peer may not see, which is the same: the one that may have been meant, of those that they
    /// may.
    ///
    /// - Parameter pushes: who pushes may as well want to make it.
    private func nearer(_ failure: Failure, _ app: AppName?, _ context: Context, pushes: Bool) throws -> Failure {
        guard let app else { return failure }
        let visible = try context.visibleApps()
        let known = try context.ledger.read { try $0.apps() }.map(\.name).filter(visible.contains)
        guard !known.contains(app), let near = NearestWord.to(app.shown, among: known.map(\.shown)) else { return failure }
        var failure = failure
        let meant = "did you mean `\(near)`?"
        failure.hint = pushes ? [meant + " Or", failure.hint].compactMap { $0 }.joined(separator: " ") : meant
        return failure
    }

    /// Git hands on what it is told: whoever reads it has git and ssh, and need not have the client.
    private func overSSH(_ failure: Failure) -> Failure {
        var failure = failure
        failure.hint = failure.hint?.replacing("renga ", with: "ssh \(platform.configuration.gitHost) ")
        return failure
    }

    private func check(_ operation: some Operation, _ peer: Peer) throws {
        let role = try operation.subject.flatMap { try AppRoles(platform.ledger).role(of: peer, in: $0) }
        try AccessPolicy.check(peer, operation.needs, as: role, in: operation.subject)
    }

    private func refusePreview<Asked: WholeAppRequest>(_ request: Asked) throws {
        let host = try platform.ledger.read { try $0.host(of: request.app) }
        guard host != request.app else { return }
        throw Failure(.refused, "`\(request.app)` is a preview: \(Asked.ofPreviews)", hint: "its app: -a \(host)")
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
