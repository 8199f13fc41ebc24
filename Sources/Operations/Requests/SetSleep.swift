import Ledger
import Linux
import Model
import Wire

extension SetSleep: Operation {
    package func run(_ context: Context) throws -> Answer {
        let secondsMin = context.platform.configuration.dyno.sleepSecondsMin
        if let settings, let refusal = SleepSettings.refusal(settings.afterSeconds, secondsMin: secondsMin) { throw refusal }
        let summary = try context.ledger.write { db in
            let row = try db.existing(app)
            if settings != nil, let types = try AppFormation.types(of: row, db), !types.contains("web") { throw lacksWeb(types) }
            try db.setSleep(row.id, settings)
            let sleep = try db.sleep(row.id)
            return Answer(settings: sleep?.settings, idleSince: sleep?.idleSince(row.currentDeploy).map { Moment.text($0) })
        }
        context.runner.log(app, "\(activity ?? "") by user \(context.peer.name)")
        context.runner.wake()
        return summary
    }

    private func lacksWeb(_ types: Set<String>) -> Failure {
        let declared = types.isEmpty ? "no process types" : types.sorted().joined(separator: ", ")
        return Failure(
            .refused,
            "\(app) has no process type `web` (it has \(declared)): no request would ever wake it",
            hint: "to run none of a type: renga ps:scale TYPE=0 -a \(app)"
        )
    }
}
