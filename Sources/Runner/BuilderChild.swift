import CLinux
import Glibc
import Linux
import Model
import Operations

/// The program that builds, started by the runner for who asks without a push.
struct BuilderChild {
    private static let lookMilliseconds: Int32 = 100
    private static let outcomeBytesMax = 1 << 20
    /// The first of those descriptors of the builder's that it is given beyond what it always has.
    static let more: Int32 = 4

    let root: InstallationRoot

    /// To its end; why it failed is thrown. Where the client hangs up or the runner is to end, so does the builder: as in a push, the
    /// end of its standard input tells it so.
    /// - Parameters:
    ///   - words: the verb, and what it is about.
    ///   - more: descriptors that it is given, from the number `more` on. Borrowed.
    func run(_ words: [String], _ client: any Client, more: [Int32] = [], isStopping: () -> Bool) throws {
        let outcome = try Descriptor.nameless(in: root.run)
        let status = try follow(words, [outcome.number] + more, client, isStopping)
        guard !status.isSuccess else { return }
        let bytes = try outcome.contents(limit: Self.outcomeBytesMax)
        if !bytes.isEmpty { throw try JSONCoder.decode(Failure.self, from: bytes) }
        throw Failure(.internal, "the program that builds ended with \(status)", hint: "the same again; the runner's log has more")
    }

    private func follow(_ words: [String], _ others: [Int32], _ client: any Client, _ isStopping: () -> Bool) throws -> ExitStatus {
        let (held, heldHere) = try Descriptor.pipe().split()
        let (readHere, written) = try Descriptor.pipe().split()
        var holding: Int32? = heldHere
        let output = Descriptor(owning: readHere)
        defer { if let holding { _ = close(holding) } }
        let child: Child
        do {
            let input = Descriptor(owning: held)
            let writing = Descriptor(owning: written)
            var start = Child.Start()
            start.descriptors = [input.number, writing.number, writing.number] + others.map { $0 }
            start.newSession = true
            child = try Child.spawn(
                Command("\(root.path)/bin/renga-builder", ["--root", root.path] + words + ["--outcome", "3"]),
                start
            )
        }
        var isHeard = true
        while true {
            if let number = holding, !isHeard || client.hasHungUp || isStopping() {
                _ = close(number)
                holding = nil
            }
            var item = pollfd(fd: output.number, events: Int16(POLLIN), revents: 0)
            guard poll(&item, 1, Self.lookMilliseconds) > 0, let part = try readSome(from: output.number) else { continue }
            guard !part.isEmpty else { return child.wait() }
            // Who has gone is told nothing more; the build log has it all.
            isHeard = isHeard && (try? client.bytes(Int64(part.count)) { try writeAll(part, to: $0) }) != nil
        }
    }
}
