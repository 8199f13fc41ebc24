import Linux
import Model
import Operations
import Planning
import Wire

/// Waiting for candidates that boot.
extension Rollouts {
    private enum News {
        case outcome(Result<[String: Int], Failure>)
        /// It takes long: what is waited for.
        case late(String)
    }

    /// What the new web dynos answered, by dyno.
    func awaitAnswers(_ deploy: Int64, _ client: any Client, began: Int64, round: UInt64) throws -> [String: Int] {
        let seconds = platform.configuration.dyno.bootSecondsMax
        var patience = BootPatience(bootMilliseconds: Int64(seconds) * 1000, now: began)
        while true {
            let news: News? = fleet.wait(until: .max / 2, slice: 50) { state in
                if client.hasHungUp { return .outcome(.failure(Failure(.cancelled, "the client went away"))) }
                guard state.roundsDone >= round else { return nil }
                guard let wanted = Self.formation(deploy, state) else {
                    return .outcome(.failure(Failure(.cancelled, "the deploy was given up meanwhile")))
                }
                let dynos = state.dynos(of: deploy)
                if let outcome = self.outcome(wanted, dynos) { return .outcome(outcome) }
                let now = Moment.monotonicMilliseconds()
                let launched = dynos.filter { $0.launchedAt != nil }.count
                switch patience.look(steps: dynos.count + launched + dynos.filter { $0.phase == .up }.count, now: now) {
                case .wait: return nil
                case .say(let again): return .late(Self.words(wanted, dynos, seconds: seconds, after: again ? now - began : nil))
                case .giveUp: return .outcome(.failure(Failure(.bootFailed, "the new dynos did not come up in time")))
                }
            }
            switch news {
            case .outcome(let result): return try result.get()
            // Whoever is gone is noticed at the next look.
            case .late(let text): try? client.line(text)
            case nil: continue
            }
        }
    }

    private static func formation(_ deploy: Int64, _ state: FleetState) -> WantedFormation? {
        state.wanted.flatMap { $0.candidates + [$0.current].compactMap { $0 } }.first { $0.deploy == deploy }
    }

    private func outcome(_ wanted: WantedFormation, _ dynos: [FleetState.Dyno]) -> Result<[String: Int], Failure>? {
        if let dead = dynos.first(where: { $0.phase == .ended && $0.end != nil }) { return .failure(failure(of: dead)) }
        let up = dynos.filter { $0.phase == .up }
        guard Set(up.map(\.spec.slot)).isSuperset(of: wanted.slots) else { return nil }
        return .success(Dictionary(up.map { ($0.spec.slot.name, $0.answer ?? -1) }, uniquingKeysWith: { a, _ in a }))
    }

    /// `web.1 has not answered yet; waiting 60 s, or longer while the machine is busy`
    /// - Parameter milliseconds: since it began, where that was said before.
    private static func words(_ wanted: WantedFormation, _ dynos: [FleetState.Dyno], seconds: Int, after milliseconds: Int64?) -> String {
        let missing = wanted.slots.filter { slot in !dynos.contains { $0.spec.slot == slot && $0.phase == .up } }
        let booting = missing.filter { slot in dynos.contains { $0.spec.slot == slot } }
        let queued = missing.count - booting.count
        let names = booting.prefix(3).map(\.name).joined(separator: ", ") + (booting.count > 3 ? " and \(booting.count - 3) others" : "")
        if booting.isEmpty { return queued == 1 ? "1 dyno waits for its turn to start" : "\(queued) dynos wait for their turn to start" }
        let turn = queued > 0 ? "; \(queued) more wait\(queued == 1 ? "s" : "") for \(queued == 1 ? "its" : "their") turn" : ""
        let have = booting.count == 1 ? "has" : "have"
        if let milliseconds {
            return "\(names) \(have) not answered after \(milliseconds / 1000) s\(turn)"
        }
        return
            "\(names) \(have) not answered yet; waiting \(seconds) s, or longer while the machine is busy\(turn)"
    }

    private func failure(of dyno: FleetState.Dyno) -> Failure {
        let name = dyno.spec.slot.name
        let after = dyno.failedAfter.map { " \($0)" } ?? ""
        let hint: String
        let lines = printed.lastLines(dyno.spec.id)
        if let start = dyno.startHint {
            hint = start
        } else if let cure = dyno.cure {
            hint = "in the Procfile: \(dyno.spec.slot.type): \(cure)"
        } else if dyno.spec.slot.isWeb && dyno.failure != nil {
            let source = ListenAdvice.source(dyno.spec.command).map { "\nin its source: \($0)" } ?? ""
            hint = "a web process listens on 0.0.0.0:$PORT; its command is `\(dyno.spec.command)`\(source)"
        } else {
            hint = "its command is `\(dyno.spec.command)`; \(Transcript.printed(!lines.isEmpty, "what it printed last"))"
        }
        return Failure(
            .bootFailed,
            "\(name) did not come up\(after): \(dyno.failure ?? Self.words(dyno.end))",
            hint: hint,
            detail: lines
        )
    }

    private static func words(_ end: DynoEnd?) -> String {
        guard let end else { return "it ended with an unknown status" }
        if end.outOfMemory { return "it was killed because it used more memory than a dyno may (status \(end.status))" }
        return end.status == 0
            ? "it exited with status 0, but a dyno has to go on running" : "it exited with status \(end.status)"
    }
}
