import Glibc
import Linux
import Model
import Operations
import Planning
import Wire

/// Processes that people start in dynos that run. What there is to know of them lies with their dyno: a runner that takes the place
/// of another asks there.
final class DynoSessions: Sendable {
    private static let lookMilliseconds: Int32 = 500

    private let fleet: Fleet
    private let engine: any DynoEngine

    init(fleet: Fleet, engine: any DynoEngine) {
        self.fleet = fleet
        self.engine = engine
    }

    func enter(_ name: String, of app: AppName, _ process: InnerProcess, _ streams: DynoStreams) throws -> (id: String, session: String) {
        let dynos = fleet.read { state in
            state.dynos.values.filter { $0.spec.slot.app == app && $0.endpoint != nil && Self.isOpen($0.phase) }
        }
        // Of two of a name, while a deploy is under way, the one that serves.
        let dyno = dynos.filter { $0.spec.slot.name == name }.max { ($0.phase == .up ? 1 : 0) < ($1.phase == .up ? 1 : 0) }
        guard let dyno else {
            let names = Set(dynos.map(\.spec.slot.name)).sorted().joined(separator: ", ")
            throw Failure(
                .notFound,
                "`\(app)` has no dyno `\(name)` that runs",
                hint: names.isEmpty ? "`renga run bash -a \(app)` starts one of its own" : "there are \(names)"
            )
        }
        let session = Hexadecimal.random(bytes: 6)
        try withExtendedLifetime(streams) { try engine.enter(dyno.spec.id, session: session, process, streams) }
        return (dyno.spec.id, session)
    }

    /// One that goes may be of an app of this name that was destroyed: another's.
    private static func isOpen(_ phase: ObservedDyno.Phase) -> Bool { phase == .up || phase == .starting }

    func awaitEnd(of session: String, inDyno id: String, of app: AppName, _ client: any Client) throws -> AwaitDyno.Answer {
        guard CageName.isDyno(id, of: app), !id.contains("/"), !session.isEmpty, session.utf8.allSatisfy(ASCII.isAlphanumeric) else {
            throw Failure(.notFound, "there is no such process")
        }
        while true {
            if let answer = try look(at: session, in: id) { return answer }
            guard !fleet.read(\.stopping) else { throw Failure(.unavailable, "the runner is being restarted") }
            guard client.hasHungUp else { continue }
            try hangUp(session, in: id)
            throw Failure(.cancelled, "the client went away")
        }
    }

    private func look(at session: String, in id: String, milliseconds: Int32 = lookMilliseconds) throws -> AwaitDyno.Answer? {
        switch try engine.look(at: session, in: id, milliseconds: milliseconds) {
        case .running: nil
        case .ended(let status): AwaitDyno.Answer(status: status)
        case .unknown: AwaitDyno.Answer(status: 128 + SIGKILL, reason: "the dyno that it was in has ended")
        }
    }

    private func hangUp(_ session: String, in id: String) throws {
        for _ in 0..<Errand.hangUpsMax {
            try engine.signal(id, session: session, SIGHUP)
            if try look(at: session, in: id, milliseconds: Int32(Errand.pauseMilliseconds)) != nil { return }
        }
        try engine.signal(id, session: session, SIGKILL)
    }
}
