import Model

// The first step of a TLS handshake costs as much as twenty requests. So that many who arrive at once do not hold up those
// who are there, that step comes after everything else, and few are taken before the loop looks at its sockets again.

extension Loop {
    /// Puts the first step of a handshake behind what everybody else wants.
    func queueHello(_ index: Int32) {
        guard !connections[index].isQueued else { return }
        connections[index].isQueued = true
        // A handshake is as long under way as a head may be, also where the router ends meanwhile.
        setDeadline(ofConnection: index, after: settings.firstByteMilliseconds)
        hellos.append(connections.token(index))
    }

    /// Takes some of the first steps that wait, the oldest first: about as much time as for as many `events`, so that neither starves.
    func takeHellos(after events: Int) {
        guard !hellos.isEmpty else { return }
        let count = min(hellos.count, max(events / 16, 1))
        for token in hellos[..<count] {
            guard let index = connections.index(of: token) else { continue }
            connections[index].awaitsHello = false
            drive(index)
        }
        hellos.removeFirst(count)
    }
}
