/// How whoever asks for a one-off process stands to it.
package enum OneOffStance: Hashable, Sendable, Codable {
    /// Not at all: it prints into the app's log.
    case detached
    /// Its standard input, output and errors are theirs: three pipes, which they hand over in this order.
    case piped
    /// They sit at its terminal: they hand over a socket, on which they are given that terminal's other side.
    case terminal(TerminalSize)

    /// How many descriptors they hand over.
    package var descriptors: Int {
        switch self {
        case .detached: 0
        case .piped: 3
        case .terminal: 1
        }
    }
}
