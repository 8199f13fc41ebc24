import Glibc
import Linux
import Model
import Wire

/// dehydrated, an ACME client in bash, as Debian has it: made to get one certificate.
struct Dehydrated {
    private static let program = "/usr/bin/dehydrated"
    /// A server that says this has forgotten our account: one more try makes a new one.
    private static let forgotten = "accountDoesNotExist"

    /// Bytes that it may print.
    private static let wordsMax = 4 << 20

    private let order: ACMEOrder
    private let directory: String

    init(_ order: ACMEOrder) {
        self.order = order
        directory = order.root.acme
    }

    /// The chain and the private key, as PEM.
    func issue() throws -> String {
        let lock = try FileLock.waiting(for: directory + "/renga.lock")
        for folder in [order.root.acmeChallenges, order.root.acmeALPN, temporary] { try Files.makeDirectory(folder, mode: 0o700) }
        let settings = DehydratedSettings(order)
        try Files.replace(directory + "/config", with: try settings.text(), mode: 0o600)
        var outcome = try run(holding: lock)
        if outcome.words.contains(Self.forgotten) {
            try Files.removeTree(directory + "/accounts")
            outcome = try run(holding: lock)
        }
        guard outcome.isSuccess else { throw Failure(.unavailable, DehydratedReport.reason(outcome.words)) }
        return try ["fullchain.pem", "privkey.pem"].map { try Files.text("\(result)/\($0)", limit: 1 << 20) }.joined()
    }

    private var temporary: String { directory + "/tmp" }
    private var result: String { "\(directory)/certs/\(order.host)" }

    /// The runner counts the time and ends us together with it. Where we are killed alone it goes as well, and what it has
    /// started holds the lock until it is gone.
    private func run(holding lock: borrowing FileLock) throws -> (isSuccess: Bool, words: String) {
        guard Files.exists(Self.program) else {
            throw Failure(.unavailable, "there is no \(Self.program)", hint: "apt-get install dehydrated")
        }
        let command = Command(
            Self.program,
            ["--config", directory + "/config", "--cron", "--accept-terms", "--no-lock", "--domain", order.host.text],
            environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": directory, "TMPDIR": temporary],
            workingDirectory: directory
        )
        // What is there is renewed because somebody decided so: dehydrated is to ask in any case. It names its files by the second,
        // and would take those of a run in the same second for its own, without a link to their key.
        try Files.removeTree(result)
        let output = try Descriptor.nameless(in: temporary)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number, lock.numberForChild()]
        start.deathSignal = SIGKILL
        let status = try Child.spawn(command, start).wait()
        return (status.isSuccess, String(decoding: try output.contents(limit: Self.wordsMax), as: UTF8.self))
    }
}
