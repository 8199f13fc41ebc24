import Ledger
import Model
import Planning
import Wire

extension EnterDyno: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try context.ledger.read { try $0.existing(app) }
        guard stance != .detached else {
            throw Failure(.invalid, "a process in a dyno is somebody's", hint: "what is to go on by itself: renga run:detached")
        }
        let process = InnerProcess(
            line: try OneOffCommand.line(command.isEmpty ? ["bash"] : command, processes: [:]),
            environment: try stance.variables([:], term: term),
            actor: context.peer.name
        )
        let started = try context.runner.enter(dyno, of: app, process, try stance.streams(of: context.client))
        context.runner.log(app, "Entered \(dyno) with `\(process.line)` by user \(process.actor)")
        return Answer(id: started.id, session: started.session)
    }
}
