import Foundation
import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Synchronization
import Wire

/// Answers the control socket: one thread a connection, one request a connection.
final class ControlServer: Sendable {
    /// For a request to come.
    private static let requestMilliseconds: Int32 = 10_000

    private let platform: Platform
    private let desk: OperationDesk
    private let gitUID: uid_t
    private let places = Mutex(ControlPlaces())

    init(platform: Platform, desk: OperationDesk) throws {
        self.platform = platform
        self.desk = desk
        gitUID = try Account.existing(platform.configuration.users.git, of: platform.root).uid
    }

    func listen() throws -> Int32 {
        // Everybody may connect: who may do what is decided by the kernel's word for who they are.
        try UnixSocket.listen(platform.root.controlSocket, mode: 0o666).release()
    }

    func run(_ listener: Int32) {
        inBackground("control") { [self] in
            while true {
                do {
                    admit(try UnixSocket.accept(listener))
                } catch {
                    Diagnostics.say("\(error)")
                    _ = poll(nil, 0, 100)
                }
            }
        }
    }

    private func admit(_ socket: consuming Descriptor) {
        do {
            let uid = try UnixSocket.peer(socket.number).uid
            let kind: ControlPlaces.Kind = uid == 0 ? .root : uid == gitUID ? .member : .stranger
            do throws(Failure) {
                try places.withLock { places throws(Failure) in try places.enter(kind) }
            } catch {
                // A new connection has room for a sentence: nobody has to be waited for.
                return try Conversation(number: socket.number).say(.failure(error))
            }
            let number = socket.release()
            inBackground("request") {
                self.serve(Descriptor(owning: number))
                self.places.withLock { $0.leave(kind) }
            }
        } catch {
            Diagnostics.say("somebody could not be admitted: \(error)")
        }
    }

    /// The places of a key, while its request is answered.
    private func withPlace(_ request: ControlRequest, _ body: () throws -> ControlReply) throws -> ControlReply {
        guard let key = request.key else { return try body() }
        let follows = if case .logs(_, let query) = request.operation { query.tail } else { false }
        do throws(Failure) {
            try places.withLock { places throws(Failure) in try places.enter(key: key, follows: follows) }
        } catch {
            return .failure(error)
        }
        defer { places.withLock { $0.leave(key: key, follows: follows) } }
        return try body()
    }

    /// Nobody keeps a place without a word.
    private func isSpokenTo(_ number: Int32) -> Bool {
        var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return poll(&item, 1, Self.requestMilliseconds) != 0
    }

    private func serve(_ socket: consuming Descriptor) {
        var channel = MessageChannel(socket)
        do {
            let uid = try UnixSocket.peer(channel.number).uid
            guard uid == 0 || uid == gitUID else {
                // Answered before a byte of theirs is read: strangers keep no thread of ours busy.
                return try channel.send(refusal(of: .stranger(uid: uid)))
            }
            guard isSpokenTo(channel.number), let request = try channel.receive(ControlRequest.self) else { return }
            try channel.send(withPlace(request) { answer(request, uid: uid, Conversation(number: channel.number)) })
        } catch let error as SystemError where error.code == EPIPE || error.code == ECONNRESET {
            return  // The client has gone; what it asked for is done.
        } catch {
            Diagnostics.say("a conversation broke: \(error)")
        }
    }

    private func answer(_ request: ControlRequest, uid: uid_t, _ client: Conversation) -> ControlReply {
        do {
            let peer = try peer(uid, key: request.key)
            try AccessPolicy.check(peer, request.operation.need)
            return .result(try desk.run(request.operation, peer: peer, client))
        } catch {
            if let failure = DiskFailure.of(error, root: platform.root.path, floor: platform.configuration.disk) {
                Diagnostics.say("an operation failed: \(error)")
                return .failure(failure)
            }
            if let failure = error as? Failure { return .failure(failure) }
            Diagnostics.say("an operation failed: \(error)")
            return .failure(Failure(.internal, "\(error)", hint: "the runner's log has more"))
        }
    }

    private func refusal(of peer: Peer) -> ControlReply {
        do throws(Failure) {
            try AccessPolicy.check(peer, .member)
            return .failure(Failure(.internal, "\(peer.name) is refused, and nobody says why"))
        } catch {
            return .failure(error)
        }
    }

    private func peer(_ uid: uid_t, key: Int64?) throws -> Peer {
        guard let key else { return uid == 0 ? .root : .git }
        guard let row = try platform.ledger.read({ try $0.key(key) }) else {
            throw Failure(
                .forbidden,
                "this key is not known any more",
                hint: "ask whoever runs this installation to add it"
            )
        }
        return .key(owner: row.owner, number: key)
    }
}

extension Wire.Operation {
    var need: AccessPolicy.Need {
        switch self {
        case .boot, .serve, .news, .noteRelease: .platform
        default: .member
        }
    }
}
