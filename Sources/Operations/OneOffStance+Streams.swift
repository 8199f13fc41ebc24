import Linux
import Model

extension OneOffStance {
    /// What somebody sets beside the dyno's own; a terminal has a name in any case.
    /// - Parameter term: `TERM` of whoever sits there.
    func variables(_ own: [String: String], term: String?) throws(Failure) -> [String: String] {
        var variables = try ConfigVars.changed([:], by: own)
        if case .terminal = self, variables["TERM"] == nil { variables["TERM"] = term.flatMap(Self.terminalName) ?? "xterm" }
        return variables
    }

    /// `xterm-256color`: programs look for a file of that name.
    private static func terminalName(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-+_.".utf8.contains($0) }
        return isName && (1...64).contains(text.utf8.count) && !text.hasPrefix(".") ? text : nil
    }

    /// What the client hands over for it.
    func streams(of client: any Client) throws -> DynoStreams {
        var numbers: [Int32] = []
        for _ in 0..<descriptors {
            do {
                numbers.append(try client.input().release())
            } catch {
                _ = HeldDescriptors(owning: numbers)
                throw error
            }
        }
        let held = HeldDescriptors(owning: numbers)
        switch self {
        case .detached: return .logged
        case .terminal(let size): return .terminal(size, door: held)
        case .piped:
            // A stranger's process gets what is no way to anything else: no directory, no file, no device, no terminal.
            guard held.numbers.allSatisfy(Descriptor.isNamelessPipe) else {
                throw Failure(.invalid, "a dyno's input and output are pipes, and something else was handed over")
            }
            return .pipes(held)
        }
    }
}
