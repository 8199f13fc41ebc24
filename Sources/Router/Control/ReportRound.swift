import Wire

/// The loops' reports, while they come in. A pure value.
struct ReportRound {
    private var reports: [LoopReport?]
    /// Loops that have ended; what they said last counts for good.
    private var ended: Set<Int> = []
    private var awaited: Set<Int> = []

    init(loopCount: Int) { reports = Array(repeating: nil, count: loopCount) }

    /// The loops to ask; empty where a round is on its way, or all have ended.
    mutating func begin() -> [Int] {
        guard awaited.isEmpty else { return [] }
        awaited = Set(reports.indices).subtracting(ended)
        return awaited.sorted()
    }

    var isComplete: Bool { awaited.isEmpty }

    mutating func take(_ report: LoopReport, of loop: Int, isLast: Bool) {
        reports[loop] = report
        awaited.remove(loop)
        if isLast { ended.insert(loop) }
    }

    /// What all of them have, added up.
    func add(to report: inout RouterReport) {
        for part in reports.compactMap(\.self) {
            report.handshakes += part.handshakes
            report.add(apps: part.apps)
        }
    }
}
