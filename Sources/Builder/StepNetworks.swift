import Linux
import Sandbox

/// The networks of a build's steps. Each is made beside what else its step needs, serves one step after the other, since nothing
/// of a step outlives it, and is taken away beside what the build does after its steps.
final class StepNetworks: Sendable {
    private let machine: Machine
    private let state = Monitor((free: [AddressLease](), leaving: [Beside<Void>]()))

    init(_ machine: Machine) { self.machine = machine }

    /// One for a step, which may not be ready yet; `keep` hands it on.
    func take() throws -> AddressLease { try state.update { $0.free.popLast() } ?? AddressLease.begin(machine) }

    /// One that a step will ask for.
    func expect() throws {
        let lease = try AddressLease.begin(machine)
        keep(lease)
    }

    func keep(_ lease: AddressLease) { state.update { $0.free.append(lease) } }

    /// There are no more steps.
    func letGo() {
        state.update { state in
            for lease in state.free {
                do {
                    state.leaving.append(try Beside("lease") { lease.giveBackSayingWhatFails() })
                } catch {
                    // No thread is left for it.
                    lease.giveBackSayingWhatFails()
                }
            }
            state.free = []
        }
    }

    /// Waits until nothing of them is left.
    func end() {
        letGo()
        let leaving = state.update { state in
            defer { state.leaving = [] }
            return state.leaving
        }
        for thread in leaving { thread.join() }
    }
}
