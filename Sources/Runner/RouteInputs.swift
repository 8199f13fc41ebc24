import Model
import Operations
import Planning

/// All that a route table is made of: where that is as it was, so is the table.
struct RouteInputs: Equatable {
    /// What was made of which inputs last.
    struct Published {
        var inputs: RouteInputs?
        var at: Int64 = 0

        /// Files of certificates that could not be written, and certificates that end, are looked at again in a while.
        func holds(_ newest: RouteInputs, now: Int64) -> Bool {
            now - at < Reconciler.restMillisecondsMax && inputs == newest
        }
    }

    private let wanted: [WantedApp]
    /// What each is called now: names are equal where the first is.
    private let shown: [String]
    private let dynos: [RoutePlan.Candidate]
    private let crashed: Set<DynoSlot>
    private let certificates: [CertificateChoice.Candidate]
    private let affinityKey: String

    init(_ wanted: [WantedApp], _ state: FleetState, _ certificates: [CertificateChoice.Candidate], _ affinityKey: String) {
        self.wanted = wanted
        shown = wanted.map(\.app.shown)
        dynos = state.dynos.values.map { RoutePlan.Candidate(spec: $0.spec, endpoint: $0.endpoint, phase: $0.phase) }
        crashed = state.crashed
        self.certificates = certificates
        self.affinityKey = affinityKey
    }

    func routes(_ platform: Platform) -> [RouteTable.App] {
        RoutePlan.routes(of: wanted, hosts: platform.hosts, dynos: dynos, crashed: crashed)
    }
}
