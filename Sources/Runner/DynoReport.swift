import Linux
import Model
import Planning

/// `renga ps`: the dynos there are, and the slots that wait for a restart or for their turn.
struct DynoReport {
    private let state: FleetState
    private let versions: [Int64: Int]
    private let commands: [String: String]
    private let memory: [String: DynoMemory]
    private let now: Int64
    private let wall: Int64

    /// - Parameters:
    ///   - versions: of releases, by deploy.
    ///   - commands: of the current release's process types.
    ///   - memory: by the ids of dynos.
    init(_ state: FleetState, versions: [Int64: Int], commands: [String: String], memory: [String: DynoMemory], now: Int64, wall: Int64) {
        self.state = state
        self.versions = versions
        self.commands = commands
        self.memory = memory
        self.now = now
        self.wall = wall
    }

    func dynos(of app: AppName) -> [DynoSummary] {
        let wanted = state.wanted.first { $0.app == app }
        let candidates = Set(wanted?.candidates.map(\.deploy) ?? [])
        let dynos = state.dynos.values.filter { $0.spec.slot.app == app }.sorted { $0.spec.slot < $1.spec.slot }
        let shown = dynos.map { dyno in
            var summary = DynoSummary(
                name: dyno.spec.slot.name,
                type: dyno.spec.slot.type,
                state: Self.word(dyno.phase),
                release: versions[dyno.spec.slot.deploy],
                command: dyno.spec.command,
                since: text(dyno.changedAt),
                candidate: candidates.contains(dyno.spec.slot.deploy)
            )
            if dyno.spec.slot.kind == .oneOff { summary.isOneOff = true }
            summary.memoryBytes = memory[dyno.spec.id]?.usedBytes
            summary.memoryLimitBytes = memory[dyno.spec.id]?.limitBytes
            summary.memoryPeakBytes = memory[dyno.spec.id]?.peakBytes
            if dyno.phase == .ended || dyno.phase == .starting { note(dyno.spec.slot, in: &summary) }
            return summary
        }
        let alive = Set(dynos.filter { $0.phase != .draining && $0.phase != .stopping }.map(\.spec.slot))
        let missing = ((wanted?.current.map { [$0] } ?? []) + (wanted?.candidates ?? [])).flatMap(\.slots)
            .filter { !alive.contains($0) }
        return shown + idle(wanted)
            + missing.compactMap { slot in
                let isCandidate = candidates.contains(slot.deploy)
                let waits = state.waiting.contains(slot)
                // A candidate is tried once.
                if isCandidate && !waits { return nil }
                let history = state.histories[slot]
                let crashed = (history?.crashes ?? 0) > 0
                var summary = DynoSummary(
                    name: slot.name,
                    type: slot.type,
                    state: crashed ? "crashed" : waits ? "starting" : "down",
                    release: versions[slot.deploy],
                    command: isCandidate ? "" : commands[slot.type] ?? "",
                    since: text(crashed ? history?.lastAt ?? now : now),
                    candidate: isCandidate
                )
                note(slot, in: &summary)
                if waits { summary.waitsForTurn = true }
                return summary
            }
    }

    /// Those that sleep until somebody comes.
    private func idle(_ wanted: WantedApp?) -> [DynoSummary] {
        guard let since = wanted?.sleep?.since, let slots = wanted?.current?.idle else { return [] }
        return slots.map { slot in
            DynoSummary(
                name: slot.name,
                type: slot.type,
                state: "idle",
                release: versions[slot.deploy],
                command: commands[slot.type] ?? "",
                since: Moment.text(since),
                candidate: false
            )
        }
    }

    private func note(_ slot: DynoSlot, in summary: inout DynoSummary) {
        guard let history = state.histories[slot], history.crashes > 0 else { return }
        summary.how = history.how
        summary.exitStatus = history.status
        summary.restarts = history.crashes
        summary.crashingSince = text(history.firstAt)
        summary.lastLine = history.lastLines.last { !$0.trimmed.isEmpty }
        if summary.state == "crashed" { summary.nextStartAt = text(max(history.notBefore, now)) }
    }

    private func text(_ monotonic: Int64) -> String { Moment.text(wall - (now - monotonic) * 1000) }

    private static func word(_ phase: ObservedDyno.Phase) -> String {
        switch phase {
        case .starting: "starting"
        case .up: "up"
        case .draining, .stopping: "stopping"
        case .ended: "crashed"
        }
    }
}
