import Linux

/// What somebody says whose turn has not come: kept, up to a bound, beyond which whoever says it waits.
final class HeldOutput: Sendable {
    private struct State {
        var parts: [(bytes: [UInt8], isOutput: Bool)] = []
        var bytes = 0
        var isOpen = false
        var isOver = false
    }

    private static let bytesMax = 1 << 20

    private let state = Monitor(State())
    private let pass: @Sendable (_ bytes: [UInt8], _ isOutput: Bool) -> Void

    init(_ pass: @escaping @Sendable (_ bytes: [UInt8], _ isOutput: Bool) -> Void) { self.pass = pass }

    func add(_ bytes: [UInt8], isOutput: Bool) {
        _ = state.wait(until: .max) { state -> Void? in
            if state.isOpen {
                pass(bytes, isOutput)
                return ()
            }
            let hasRoom = state.bytes == 0 || state.bytes + bytes.count <= Self.bytesMax
            guard hasRoom || state.isOver else { return nil }
            if hasRoom {
                state.parts.append((bytes, isOutput))
                state.bytes += bytes.count
            }
            return ()
        }
    }

    /// Its turn has come: what was kept is said, and all that comes at once.
    func open() {
        state.update { state in
            for part in state.parts { pass(part.bytes, part.isOutput) }
            state.parts = []
            state.isOpen = true
        }
    }

    /// Nobody waits any more; what is beyond the bound is lost.
    func end() { state.update { $0.isOver = true } }
}
