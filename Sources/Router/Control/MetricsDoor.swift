import CLinux
import Glibc
import Linux

/// Where metrics are read by HTTP, if they are: its sockets among those that the control thread waits for.
struct MetricsDoor: ~Copyable {
    /// Whoever comes above that takes the place of the one that came first.
    private static let peersMax = 16

    private var listener: Int32
    private var peers: [MetricsPeer] = []

    /// - Parameter listener: -1 where there is none.
    init(listener: Int32) { self.listener = listener }

    deinit { if listener >= 0 { _ = Glibc.close(listener) } }

    var items: [pollfd] {
        [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
            + peers.map { pollfd(fd: $0.number, events: $0.events, revents: 0) }
    }

    /// - Parameter items: as they were given, with what has happened.
    /// - Returns: true where somebody waits for an answer.
    mutating func serve(_ items: ArraySlice<pollfd>) -> Bool {
        for (peer, item) in zip(peers, items.dropFirst()) where item.revents != 0 { peer.proceed() }
        peers.removeAll { $0.isClosed }
        if let first = items.first, first.revents != 0 { accept() }
        return peers.contains(where: \.isAsking)
    }

    private mutating func accept() {
        let number = renga_accept(listener, 1)
        guard number >= 0 else { return }
        if peers.count >= Self.peersMax { peers.removeFirst() }
        peers.append(MetricsPeer(owning: number))
    }

    mutating func answer(_ text: String) {
        for peer in peers where peer.isAsking { peer.answer(text) }
        peers.removeAll { $0.isClosed }
    }

    /// Another worker answers from now on.
    mutating func close() {
        if listener >= 0 { _ = Glibc.close(listener) }
        listener = -1
    }
}
