/// Whose preview is taken away next: each has a command to run before that, which may take long. Few at once, one of each owner's apps, and
/// owners in turn, so that somebody with many delays nobody else's.
package struct PreviewTurns: Hashable, Sendable {
    private static let atOnceMax = 4

    private struct Waiting: Hashable {
        let preview: Int64
        let owner: String
    }

    private var waiting: [Waiting] = []
    private var running: [Int64: String] = [:]
    /// When each owner's was begun last, by a count of all.
    private var begun: [String: UInt64] = [:]
    private var count: UInt64 = 0

    package init() {}

    /// It is taken for the last there is, and once.
    package mutating func want(_ preview: Int64, of owner: String) {
        guard running[preview] == nil, !waiting.contains(where: { $0.preview == preview }) else { return }
        waiting.append(Waiting(preview: preview, owner: owner))
    }

    /// Those that begin now.
    package mutating func begin() -> [Int64] {
        var all: [Int64] = []
        while running.count < Self.atOnceMax, let place = next {
            let one = waiting.remove(at: place)
            running[one.preview] = one.owner
            count += 1
            begun[one.owner] = count
            all.append(one.preview)
        }
        return all
    }

    /// Of the owner who has waited longest, the one that came first.
    private var next: Int? {
        let busy = Set(running.values)
        let free = waiting.indices.filter { !busy.contains(waiting[$0].owner) }
        return free.min { (begun[waiting[$0].owner] ?? 0, $0) < (begun[waiting[$1].owner] ?? 0, $1) }
    }

    package mutating func ended(_ preview: Int64) {
        running[preview] = nil
        if isIdle { begun = [:] }
    }

    package var isIdle: Bool { running.isEmpty && waiting.isEmpty }
}
