import Linux
import Model
import Planning

/// What a dyno has to show beside a page before it counts as up.
struct StartupChecks {
    let engine: any DynoEngine
    let fleet: Fleet

    /// - Returns: why it does not count as up; nil where it does, and where it has ended.
    func objection(_ spec: DynoSpec) -> String? {
        for check in spec.checks?.startup ?? [] {
            if let seconds = check.uptimeSeconds {
                rest(spec, seconds)
            } else if let command = check.command, let failure = ask(command, check, spec) {
                return failure
            }
            if isOver(spec) { return nil }
        }
        return nil
    }

    private func isOver(_ spec: DynoSpec) -> Bool { fleet.read { $0.dynos[spec.id]?.phase != .starting || $0.stopping } }

    private func rest(_ spec: DynoSpec, _ seconds: Int) {
        let since = fleet.read { $0.dynos[spec.id]?.launchedAt } ?? Moment.monotonicMilliseconds()
        wait(spec, until: since + Int64(seconds) * 1000)
    }

    private func wait(_ spec: DynoSpec, until: Int64) {
        _ = fleet.wait(until: until) { $0.dynos[spec.id]?.phase != .starting || $0.stopping ? true : nil }
    }

    private func ask(_ line: String, _ check: HealthCheck, _ spec: DynoSpec) -> String? {
        let command = CommandCheck(engine: engine) { isOver(spec) }
        var how = ""
        for attempt in 1...check.attempts {
            do {
                switch try command.run(line, in: spec, seconds: check.timeoutSeconds) {
                case .well, .gone: return nil
                case .failed(let words): how = words
                }
            } catch {
                how = "could not be run: \((error as? Failure)?.message ?? "\(error)")"
            }
            guard attempt < check.attempts else { break }
            wait(spec, until: Moment.monotonicMilliseconds() + Int64(check.waitSeconds) * 1000)
            if isOver(spec) { return nil }
        }
        return "its startup check \(check.shown) \(how)" + (check.attempts > 1 ? " (\(check.attempts) attempts)" : "")
    }
}
