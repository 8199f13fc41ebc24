import Glibc
import Linux
import Model
import Operations
import Sandbox

extension LocalEngine {
    package func enter(_ id: String, session: String, _ process: InnerProcess, _ streams: DynoStreams) throws {
        let inner: CageRuntime.InnerStreams
        switch streams {
        case .logged: throw Failure(.internal, "a process in a dyno has no log of its own")
        case .pipes(let pipes): inner = .pipes(pipes.numbers)
        case .terminal(let size, let door): inner = .terminal(size, door: door[0])
        }
        try machine.runtime.enter(
            id,
            bundle: root.dyno(id),
            session: session,
            arguments: DynoCommand.arguments(process.line),
            environment: process.environment,
            cgroup: machine.group(id),
            inner
        )
    }

    package func look(at session: String, in id: String, milliseconds: Int32) throws -> InnerProcess.Life {
        let bundle = Bundle(root.dyno(id)).session(session)
        if let supervised = try Supervised.find(bundle.directory), let descriptor = try supervised.pidfd() {
            var item = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
            if poll(&item, 1, milliseconds) <= 0 { return .running }
        }
        return bundle.exitCode.map { .ended($0) } ?? .unknown
    }

    package func forget(_ id: String, session: String) throws {
        let bundle = Bundle(root.dyno(id)).session(session)
        guard try Supervised.find(bundle.directory) == nil, Files.exists(bundle.directory) else { return }
        try Files.removeTree(bundle.directory)
    }

    package func signal(_ id: String, session: String, _ signal: Int32) throws {
        guard let supervised = try Supervised.find(Bundle(root.dyno(id)).session(session).directory), supervised.pid > 1,
            let process = try ProcessIdentity(running: supervised.pid)?.open()
        else { return }
        // As long as its conmon lives, its pid is its own: it is a child of that one.
        guard supervised.conmon.isRunning, ProcessIdentity.parent(of: supervised.pid) == supervised.conmon.pid else { return }
        if getpgid(supervised.pid) == supervised.pid { _ = kill(-supervised.pid, signal) }
        ProcessIdentity.signal(process.number, signal)
    }
}
