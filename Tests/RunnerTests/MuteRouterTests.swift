import Glibc
import Ledger
import Linux
import Model
import Operations
import Synchronization
import Testing
import Wire

@testable import Runner

/// Whoever has become the router's user can stand at its path, and say nothing there.
@Suite("A router in other hands") struct MuteRouterTests {
    enum Fake: CaseIterable {
        /// Accepts, and says nothing.
        case silent
        /// Begins to answer, byte by byte, and comes to no end.
        case slow
        /// Puts another socket in the place of its own, again and again.
        case exchanged
    }

    /// Has heard of at least one connection, and goes on until `isOver`.
    private static func stand(at path: String, as fake: Fake, _ isOver: @escaping @Sendable () -> Bool) throws {
        let listener = try UnixSocket.listen(path, mode: 0o600)
        let socket = try UnixSocket.accept(listener.number)
        if fake == .slow { for byte in "{\"applied".utf8 { try socket.write(all: [byte]) } }
        let held = [listener.release(), socket.release()]
        inBackground("fake") {
            var more: [Int32] = []
            while !isOver() {
                if fake == .exchanged, let next = try? UnixSocket.listen(path, mode: 0o600).release() {
                    more.append(next)
                    // As many as it has descriptors for.
                    if more.count > 100 { close(more.removeFirst()) }
                }
                sched_yield()
            }
            for number in more + held { close(number) }
        }
    }

    @Test(arguments: Fake.allCases)
    func `keeps no deploy waiting, stops nothing that serves, and holds up nothing else`(fake: Fake) throws {
        let scene = try RunnerScene(patience: RouterPatience(connect: 5_000, answer: 1_000, serve: 1_000))
        try scene.release(try scene.boot())
        try scene.start()
        let first = scene.started(1)
        #expect(scene.router.serves("shop", [first]))
        let over = Over()
        defer { over.set() }
        try Self.stand(at: scene.root.routerSocket, as: fake) { over.isSet }
        // Before the ref moves.
        let refused = try scene.boot()
        let failure = try scene.refusal { _ = try $0.awaitBoot(scene.app.name, refused, SilentClient()) }
        #expect(failure?.code == .unavailable, "\(String(describing: failure))")
        #expect(failure?.message.contains("the router does not say that it serves what it is told") == true)
        #expect(failure?.hint?.contains("systemctl restart renga-router") == true, "\(String(describing: failure))")
        let ledger = try #require(scene.rollouts).platform.ledger
        #expect(try ledger.read { try $0.deploy(refused)?.state } == .failed)
        // What it does after that is found out as well.
        let unseen = try scene.boot()
        try scene.release(unseen)
        let late = try scene.refusal { _ = try $0.awaitServing(scene.app.name, unseen) }
        #expect(late?.code == .unavailable, "\(String(describing: late))")
        #expect(scene.engine.state.read { $0.dynos[first]?.signals } == [])
        #expect(try ControlClient(root: scene.root).ask(ListApps()).map(\.name) == [scene.app.name])
        // Once it is away, what was released is served without anybody asking again.
        over.set()
        #expect(scene.engine.wait { $0.removed.contains(first) ? true : nil } == true)
    }

    @Test func `that stops between two deploys is found before the next is released`() throws {
        let scene = try RunnerScene(patience: RouterPatience(connect: 5_000, answer: 500, serve: 1_000))
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.router.serves("shop", [scene.started(1)]))
        scene.router.state.update { $0.isStopped = true }
        let deploy = try scene.boot()
        let failure = try scene.refusal { _ = try $0.awaitBoot(scene.app.name, deploy, SilentClient()) }
        #expect(failure?.message.contains("(a worker without a name of its own)") == true, "\(String(describing: failure))")
    }

    private final class Over: Sendable {
        private let flag = Atomic<Bool>(false)
        var isSet: Bool { flag.load(ordering: .relaxed) }
        func set() { flag.store(true, ordering: .relaxed) }
    }
}
