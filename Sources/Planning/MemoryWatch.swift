import Model

/// What is said of one dyno's memory, from look to look: that it is used up (R14), and that the kernel has ended processes for it. Of
/// each once a minute at most.
package struct MemoryWatch: Hashable, Sendable {
    package enum Notice: Hashable, Sendable {
        /// It is at its limit: whoever asks for more is ended.
        case full
        /// So many processes since this was said last.
        case killed(Int64)
    }

    /// Of the limit, in thousandths: what is left is no room for anybody.
    private static let fullPermille: Int64 = 980
    private static let pauseMilliseconds: Int64 = 60_000

    /// Those that were said, or were before anybody looked; nil: nobody knows, and the first that are known are no news.
    private var toldKills: Int64?
    private var saidAt: Int64?

    /// - Parameter kills: those that are no news; nil: nobody knows.
    package init(kills: Int64? = 0) { toldKills = kills }

    /// Whether a glance is reason to look closer: it is near its limit, copies of files included, or its count of kills is another.
    package func isMoved(_ glance: MemoryGlance) -> Bool {
        glance.kills.map { $0 != toldKills } ?? false || glance.bytes >= Self.full(glance.limitBytes)
    }

    private static func full(_ limitBytes: Int64) -> Int64 { limitBytes / 1000 * fullPermille }

    /// - Parameter now: monotonic milliseconds.
    package mutating func look(_ memory: DynoMemory, now: Int64) -> Notice? {
        // A group that was made anew counts from the beginning. One that does not say has ended none, and forgotten none.
        if let known = memory.kills { toldKills = min(toldKills ?? known, known) }
        if let saidAt, now - saidAt < Self.pauseMilliseconds { return nil }
        let kills = max(0, (memory.kills ?? 0) - (toldKills ?? 0))
        guard kills > 0 || memory.usedBytes >= Self.full(memory.limitBytes) else { return nil }
        saidAt = now
        toldKills = memory.kills ?? toldKills
        return kills > 0 ? .killed(kills) : .full
    }

    /// Twice the limit, as `ps:type` takes it; nil: the dyno cannot have that.
    package static func roomier(_ memory: DynoMemory, _ slot: DynoSlot, machine: Int64) -> String? {
        roomier(memory.limitBytes, slot, machine: machine)
    }

    private static func roomier(_ limitBytes: Int64, _ slot: DynoSlot, machine: Int64) -> String? {
        let twice = limitBytes.multipliedReportingOverflow(by: 2)
        guard slot.kind == .formation, !twice.overflow, twice.partialValue <= machine else { return nil }
        return Quantity.exact(bytes: twice.partialValue).replacing(" ", with: "")
    }

    /// As Heroku's logs have it, and what helps.
    ///
    /// - Parameters:
    ///   - killed: the name of the process that was ended last; nil: nobody knows.
    ///   - machine: its memory, in bytes.
    package static func lines(_ notice: Notice, _ memory: DynoMemory, of slot: DynoSlot, killed: String?, machine: Int64) -> [String] {
        // What the kernel has ended had used it all.
        let used = notice == .full ? memory.usedBytes : max(memory.usedBytes, memory.limitBytes)
        let permille = used / max(memory.limitBytes / 1000, 1)
        let limit = Quantity.exact(bytes: memory.limitBytes)
        let cure = cure(memory.limitBytes, slot, machine: machine)
        let words =
            switch notice {
            case .full: "It is at its limit of \(limit): what asks for more is killed."
            case .killed(let kills):
                "The kernel killed \(killed.map { "`\($0)`" } ?? "one of its processes")\(kills > 1 ? ", and \(kills - 1) before" : ""):"
                    + " the dyno was at its limit of \(limit)."
            }
        return [
            "Process running mem=\(used >> 20)M(\(permille / 10).\(permille % 10)%)", "Error R14 (Memory quota exceeded)", words + cure,
        ]
    }

    /// Of a dyno that has ended because of it.
    ///
    /// - Parameter limitBytes: that it had.
    package static func lastLines(_ limitBytes: Int64, of slot: DynoSlot, machine: Int64) -> [String] {
        let limit = Quantity.exact(bytes: limitBytes)
        return [
            "Error R15 (Memory quota vastly exceeded)",
            "The kernel killed it: it was at its limit of \(limit).\(cure(limitBytes, slot, machine: machine))",
        ]
    }

    private static func cure(_ limitBytes: Int64, _ slot: DynoSlot, machine: Int64) -> String {
        roomier(limitBytes, slot, machine: machine).map { " More: renga ps:type \(slot.type)=\($0) -a \(slot.app)" } ?? ""
    }
}
