import Linux
import Model

/// What a dyno's standard input, output and errors are.
package enum DynoStreams: Sendable {
    /// Nothing to read; what it prints goes into the app's log.
    case logged
    /// Three pipes of whoever asked for it, in this order.
    case pipes(HeldDescriptors)
    /// A terminal of its own. Its other side is handed over on `door`, and nobody of ours keeps it: where that one goes, the
    /// kernel hangs the terminal up.
    case terminal(TerminalSize, door: HeldDescriptors)

    package var isTerminal: Bool { if case .terminal = self { true } else { false } }
    package var isLogged: Bool { if case .logged = self { true } else { false } }
}
