import CLinux
import Glibc
import Linux
import Model
import Planning

extension HealthGuard {
    /// Asks, and says how it failed; nil where it did not.
    func failure(_ question: Question) -> String? {
        switch question.kind {
        case .page(let check): ask(question, check)
        case .other(let check): ask(question, check)
        }
    }

    private func ask(_ question: Question, _ check: SteadyCheck) -> String? {
        var spec = question.spec
        spec.healthcheck = check.path
        let clock = BootClock(limitMilliseconds: Int64(check.timeoutSeconds) * 1000, cores: Processors.count)
        let visit = launches.visit(spec.slot.app, fleet.read(\.table))
        var probe = BootProbe(spec, at: question.endpoint, visits: [visit], clock: clock, engine: engine, insists: false) {
            self.isOver(spec)
        }
        switch probe.run() {
        case .answered, .ended: return nil
        case .silent, .wrong, .closes, .elsewhere: return "GET \(check.path) got no answer below 400 in \(check.timeoutSeconds) s"
        }
    }

    private func ask(_ question: Question, _ check: HealthCheck) -> String? {
        let (spec, seconds) = (question.spec, check.timeoutSeconds)
        guard let command = check.command else {
            return takesConnections(question.endpoint, seconds) ? nil : "nobody took a connection to its port in \(seconds) s"
        }
        do {
            let outcome = try CommandCheck(engine: engine, turns: turns) { self.isOver(spec) }.run(command, in: spec, seconds: seconds)
            if case .failed(let how) = outcome { return "\(check.shown) \(how)" }
        } catch {
            // That it could not be run here is no fault of the dyno's: it is not replaced for it.
            logs.system(spec, "Health check \(check.shown) could not be run: \((error as? Failure)?.message ?? "\(error)")")
        }
        return nil
    }

    private func isOver(_ spec: DynoSpec) -> Bool { fleet.read { $0.dynos[spec.id]?.phase != .up || $0.stopping } }

    private func takesConnections(_ endpoint: DynoEndpoint, _ seconds: Int) -> Bool {
        guard let connection = engine.connect(to: endpoint) else { return false }
        var item = pollfd(fd: connection.number, events: Int16(POLLOUT), revents: 0)
        guard poll(&item, 1, Int32(seconds) * 1000) > 0 else { return false }
        return renga_socket_error(connection.number) == 0
    }
}
