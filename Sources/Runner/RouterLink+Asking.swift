import Linux
import Model
import Planning
import Synchronization
import Wire

/// What is asked of the router's workers.
extension RouterLink {
    private static let reportMillisecondsMax: Int64 = 2_000

    /// What the workers say of themselves, the one that serves first. Without those that do not answer in time.
    func reports() -> [RouterReport] {
        ask(for: Self.reportMillisecondsMax).answers.values.sorted {
            !$0.isRetiring && $1.isRetiring || $0.isRetiring == $1.isRetiring && $0.worker > $1.worker
        }
    }

    /// Asks all workers how they are. Those whose connection has ended meanwhile are not among those that were asked.
    private func ask(for milliseconds: Int64) -> (asked: Set<Int>, answers: [Int: RouterReport]) {
        let before = fleet.read(\.routerReports)
        let asked = state.withLock { state in
            for writer in state.writers.values { writer.askForReport() }
            return Set(state.writers.keys)
        }
        func fresh(_ state: FleetState) -> [Int: RouterReport] {
            let news = state.routerReports.filter { asked.contains($0.key) && $0.value.round > before[$0.key]?.round ?? 0 }
            return news.mapValues(\.report)
        }
        let deadline = Moment.monotonicMilliseconds() + milliseconds
        let all: [Int: RouterReport]? = fleet.wait(until: deadline) { state in
            let answers = fresh(state)
            return asked.intersection(state.routerLinks).isSubset(of: answers.keys) ? answers : nil
        }
        let answers = all ?? fleet.read(fresh)
        return (state.withLock { asked.intersection($0.writers.keys).union(answers.keys) }, answers)
    }

    /// Workers that do not answer when they are asked how they are, in words for people: one that has stopped keeps its connection.
    func mute(within milliseconds: Int64) -> [String] {
        let end = Moment.monotonicMilliseconds() + milliseconds
        while true {
            let (asked, answers) = ask(for: max(0, end - Moment.monotonicMilliseconds()))
            let (mute, isServed) = state.withLock { state in
                let place = FilePlace(path)
                let hasAnswered = answers.keys.contains { place != nil && state.spots[$0]?.place == place }
                return (asked.subtracting(answers.keys).sorted().map(state.words), hasAnswered)
            }
            if !mute.isEmpty || isServed { return mute }
            // While one replaces another there is a moment in which we know the one before alone.
            guard Moment.monotonicMilliseconds() < end, !fleet.rest(Self.paceMilliseconds) else {
                return [FilePlace(path) == nil ? "nothing is at \(path) any more" : "the one that is at \(path) now"]
            }
        }
    }

    /// Workers that have not said that they serve the newest table, in words for people.
    func behind() -> [String] { state.withLock { state in state.links.behind.map(state.words) } }

    /// For how long apps have had no traffic at any worker, by the names that they had at first, in milliseconds; nil: nobody knows,
    /// since a worker does not answer or is not connected.
    func quiet() -> [String: Int64]? {
        let (workers, isKnown) = WorkerSpot.all(beside: path)
        let (count, isWhole) = state.withLock { state in
            let all = isKnown && workers.allSatisfy { state.has($0) || state.silent.contains($0) || $0.place == state.known }
            return (state.writers.count, all && !state.links.isEmpty && FilePlace(path) == state.known)
        }
        let reports = isWhole ? reports() : []
        guard isWhole, reports.count == count, let sum = RouterReport.sum(reports) else { return nil }
        return Dictionary(sum.apps.compactMap { app in app.quietMilliseconds.map { (app.first ?? app.name, $0) } }, uniquingKeysWith: min)
    }
}
