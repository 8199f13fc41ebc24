/// What one worker of the router has counted since it started, and how it is at this moment.
package struct RouterReport: Codable, Sendable, Hashable {
    package struct Dyno: Codable, Sendable, Hashable {
        package var id: String
        /// `web.1`
        package var name: String
        /// Requests and tunnels that it has.
        package var active: Int
        /// Gets no request for a while, because it refused a connection.
        package var isSetAside: Bool

        package init(id: String, name: String, active: Int, isSetAside: Bool) {
            self.id = id
            self.name = name
            self.active = active
            self.isSetAside = isSetAside
        }
    }

    package struct App: Codable, Sendable, Hashable {
        /// As people know it.
        package var name: String
        /// What it was called at first, by which we know it; nil: by its name.
        package var first: String?
        package var dynos: [Dyno]
        /// Requests that wait for dynos to start, or for the end of a pause.
        package var waiting: Int
        package var counts: RequestCounts
        /// Since its last request or tunnel ended, or since this worker began, in milliseconds; 0: one is under way. What the
        /// router answers by itself counts for nothing. nil: of a worker from before this was reported.
        package var quietMilliseconds: Int64?

        package init(
            name: String,
            first: String? = nil,
            dynos: [Dyno] = [],
            waiting: Int = 0,
            counts: RequestCounts = RequestCounts(),
            quietMilliseconds: Int64? = nil
        ) {
            self.quietMilliseconds = quietMilliseconds
            self.name = name
            self.first = first
            self.dynos = dynos
            self.waiting = waiting
            self.counts = counts
        }
    }

    /// The name that stands for no app: hosts that nobody has, and requests that are none.
    package static let noApp = "-"

    /// The worker's process id.
    package var worker: Int32
    /// Takes no new connections and finishes what it has.
    package var isRetiring = false
    package var uptimeMilliseconds: Int64 = 0
    /// Of the routes that are served; 0: none.
    package var version: UInt64 = 0
    /// Such as `http 0.0.0.0:80`.
    package var listeners: [String] = []
    /// Of clients, open now.
    package var connections = 0
    package var requests: UInt64 = 0
    /// Over so many milliseconds before this report.
    package var requestsPerSecond = 0.0
    package var rateMilliseconds: Int64 = 0
    /// Of TLS.
    package var handshakes: UInt64 = 0
    /// Lines that could not be written to the access log.
    package var lostLogLines: UInt64 = 0
    /// Why HTTPS is not served with some of the certificates; nil: a worker from before this was reported.
    package var certificateComplaints: [String]?
    /// Why the routes that are served are not on disk; nil: they are.
    package var routesComplaint: String?
    /// By name, `noApp` first where it has any requests.
    package var apps: [App] = []

    package init(worker: Int32) { self.worker = worker }

    /// Adds what another loop or worker has: counts are added up, dynos put side by side.
    package mutating func add(apps others: [App]) {
        var all = Dictionary(apps.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for other in others {
            guard var app = all[other.name] else {
                all[other.name] = other
                continue
            }
            app.waiting += other.waiting
            app.quietMilliseconds = app.quietMilliseconds.flatMap { one in other.quietMilliseconds.map { min(one, $0) } }
            app.counts.add(other.counts)
            for dyno in other.dynos {
                if let place = app.dynos.firstIndex(where: { $0.id == dyno.id }) {
                    app.dynos[place].active += dyno.active
                    app.dynos[place].isSetAside = app.dynos[place].isSetAside || dyno.isSetAside
                } else {
                    app.dynos.append(dyno)
                }
            }
            all[other.name] = app
        }
        apps = all.values.sorted { $0.name < $1.name }
    }

    /// All workers as one: the newest one's words, and everybody's numbers. Nil where there is none.
    package static func sum(_ reports: [RouterReport]) -> RouterReport? {
        guard var sum = reports.first(where: { !$0.isRetiring }) ?? reports.first else { return nil }
        for other in reports where other.worker != sum.worker {
            sum.connections += other.connections
            sum.requests += other.requests
            sum.requestsPerSecond += other.requestsPerSecond
            sum.handshakes += other.handshakes
            sum.lostLogLines += other.lostLogLines
            sum.add(apps: other.apps)
        }
        return sum
    }
}
