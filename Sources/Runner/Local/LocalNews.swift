import Model
import Sandbox
import Synchronization

/// The dynos of this machine with their addresses, and who hears of them.
final class LocalNews: Sendable {
    private struct State {
        var dynos: [String: DynoRecord] = [:]
        var sink: (any DynoSink)?
    }

    private let state = Mutex(State())

    /// One that an earlier runner has started.
    func add(_ dyno: DynoRecord) { state.withLock { $0.dynos[dyno.spec.id] = dyno } }

    /// A new one, with an address of its own until it is forgotten.
    func add(_ spec: DynoSpec, prefix: String) throws -> DynoRecord {
        try state.withLock { state in
            guard let address = DynoAddresses.free(prefix, taken: Set(state.dynos.values.map(\.address))) else {
                throw Failure(.limit, "all 32,000 addresses of \(prefix).0.0/17 are in use")
            }
            let dyno = DynoRecord(spec: spec, address: address)
            state.dynos[spec.id] = dyno
            return dyno
        }
    }

    func forget(_ id: String) { _ = state.withLock { $0.dynos.removeValue(forKey: id) } }

    var dynos: [DynoRecord] { state.withLock { Array($0.dynos.values) } }
    func dyno(_ id: String) -> DynoRecord? { state.withLock { $0.dynos[id] } }

    func deliver(to sink: any DynoSink) { state.withLock { $0.sink = sink } }
    func tell(_ event: DynoEvent, of dyno: DynoSpec) { state.withLock { $0.sink }?.take(event, of: dyno) }
}
