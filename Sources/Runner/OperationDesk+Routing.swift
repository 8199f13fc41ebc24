import Linux
import Model
import Operations
import Planning
import Wire

/// Operations that change what the router serves: done when it does.
extension OperationDesk {
    func route(_ operation: Operation, _ peer: Peer, _ client: Conversation) throws -> OperationResult {
        switch operation {
        case .domains(let app): return .domains(try Domains(platform).list(app))
        case .addDomain(let app, let domain):
            try Domains(platform).add(domain, to: app)
            try took(app, "Add domain \(domain)", peer, client)
            wakeAutomaticCertificates()
            return .domains(try Domains(platform).list(app))
        case .removeDomain(let app, let domain):
            try Domains(platform).remove(domain, from: app)
            try took(app, "Remove domain \(domain)", peer, client)
            return .domains(try Domains(platform).list(app))
        case .clearDomains(let app):
            let removed = try Domains(platform).clear(app)
            if !removed.isEmpty {
                try took(app, "Remove domains \(removed.map(\.text).joined(separator: ", "))", peer, client)
            }
            return .domains(try Domains(platform).list(app))
        case .routing(let app): return .routing(try Routing(platform).show(app))
        case .setRouting(let app, let changes):
            let summary = try Routing(platform).set(app, changes)
            if changes.contains(.httpsRedirect(true)) {
                let unserved = try Certificates(platform).unserved(app)
                if !unserved.isEmpty {
                    try client.line("No certificate serves \(unserved.joined(separator: ", ")) yet: see `renga certs -a \(app)`.")
                }
            }
            try took(app, "Set routing \(changes.map(\.key).joined(separator: ", "))", peer, client)
            return .routing(summary)
        case .setMaintenance(let app, let isOn, let page):
            let summary = try Routing(platform).setMaintenance(app, isOn, page: page)
            try took(app, "Maintenance mode \(isOn ? "enabled" : "disabled")", peer, client)
            return .routing(summary)
        case .setPaused(let app, let isPaused):
            let summary = try Routing(platform).setPaused(app, isPaused)
            try took(app, "Requests \(isPaused ? "paused" : "resumed")", peer, client)
            return .routing(summary)
        default: throw Failure(.internal, "this is no operation on routes")
        }
    }

    /// Logs what was done, and waits until the router serves accordingly.
    func took(_ app: AppName, _ what: String, _ peer: Peer, _ client: Conversation) throws {
        logs.api(app, "\(what) by user \(peer.name)")
        let round = fleet.wake()
        let served: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 10_000) { state in
            state.roundsDone >= round && state.appliedVersion >= state.table.version ? true : nil
        }
        guard served == nil else { return }
        try client.line("The router does not answer: it will serve accordingly as soon as it does.")
    }
}
