import Foundation
import Glibc
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
    private static let farewellMilliseconds: Int64 = 500

    private let platform: Platform
    private let desk: RequestDesk
    private let gitUID: uid_t
    private let places = Mutex(ControlPlaces())
    private let answering = Monitor(0)
    /// What anybody can make happen by coming and going.
    private let troubles = Mutex(Repetition())

    init(platform: Platform, desk: RequestDesk) throws {
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
                    trouble("a connection could not be taken: \(error)")
                    _ = poll(nil, 0, 100)
                }
            }
        }
    }

    /// Those who only wait hear that we end; those for whom something is being done are not waited for.
    func letWaitersKnow() {
        let _: Bool? = answering.wait(until: Moment.monotonicMilliseconds() + Self.farewellMilliseconds) { $0 == 0 ? true : nil }
    }

    private func admit(_ socket: consuming Descriptor) {
        do {
            let uid = try UnixSocket.peer(socket.number).uid
            let kind: ControlPlaces.Kind = uid == 0 ? .root : uid == gitUID ? .member : .stranger
            do throws(Failure) {
                try places.withLock { places throws(Failure) in try places.enter(kind) }
            } catch {
                // A new connection has room for a sentence: nobody has to be waited for.
                return try UnixSocket.send(RequestDesk.line(error), over: socket.number)
            }
            let number = socket.release()
            answering.update { $0 += 1 }
            inBackground("request") {
                self.serve(Descriptor(owning: number))
                self.answering.update { $0 -= 1 }
                self.places.withLock { $0.leave(kind) }
            }
        } catch  where error.code == EPIPE || error.code == ECONNRESET {
            return  // Gone before there was an answer.
        } catch {
            trouble("somebody could not be admitted: \(error)")
        }
    }

    private func trouble(_ text: String) {
        if let words = troubles.withLock({ $0.words(text, now: Moment.monotonicMilliseconds()) }) { Diagnostics.say(words) }
    }

    /// The places of a key, while its request is answered.
    private func withPlace(_ question: Question, _ body: () -> [UInt8]) -> [UInt8] {
        guard let key = question.key else { return body() }
        do throws(Failure) {
            try places.withLock { places throws(Failure) in try places.enter(key: key, follows: question.isEndless) }
        } catch {
            return RequestDesk.line(error)
        }
        defer { places.withLock { $0.leave(key: key, follows: question.isEndless) } }
        return body()
    }

    /// Nobody keeps a place without a word.
    private func isSpokenTo(_ number: Int32) -> Bool {
        var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return poll(&item, 1, Self.requestMilliseconds) != 0
    }

    private func serve(_ socket: consuming Descriptor) {
        var channel = MessageChannel(socket)
        do {
            let peer = try UnixSocket.peer(channel.number)
            let asker = AskingProcess(pid: peer.pid, user: peer.uid)
            guard peer.uid == 0 || peer.uid == gitUID else { return try channel.send(bytes: RequestDesk.refusal(ofStranger: peer.uid)) }
            guard isSpokenTo(channel.number), let line = try channel.receiveLine() else { return }
            let question = Question(line)
            let client = Conversation(descriptor: channel.number)
            try channel.send(bytes: withPlace(question) { desk.answer(question, by: asker, git: gitUID, client) })
        } catch  where error.code == EPIPE || error.code == ECONNRESET {
            return  // The client has gone; what it asked for is done.
        } catch {
            trouble("a conversation broke: \(error)")
        }
    }
}
