import FoundationEssentials
import Glibc
import Linux

/// A cage that runs under a conmon of its own, whoever started it.
package struct Supervised: Hashable, Sendable {
    package let bundle: Bundle
    package let conmon: ProcessIdentity
    /// PID 1 of the cage, as the machine sees it.
    package let pid: Int32

    /// The cage of a bundle if it was started and its conmon runs; nil if it has ended, or the machine was started since.
    package static func find(_ directory: String) throws -> Supervised? {
        let bundle = Bundle(directory)
        guard let record = try Record.read(from: bundle), record.isStarted, try record.isGuarded() else { return nil }
        // No file yet: the container is being made.
        let pid = Int32((try? Files.text(bundle.processFile, limit: 64))?.prefix { $0.isNumber } ?? "") ?? 0
        return Supervised(bundle: bundle, conmon: record.conmon, pid: pid)
    }

    /// Readable when conmon has ended, and so the cage; nil where it has ended already.
    package func pidfd() throws(SystemError) -> Descriptor? { try conmon.open() }

    /// Who guards a bundle, beside it on disk.
    struct Record: Codable {
        var conmon: ProcessIdentity
        var bootID: String
        /// Who starts it: a container that is made and not started is somebody's business only while that one lives.
        var starter: ProcessIdentity?
        var isStarted = false
        /// conmon's control group.
        var group: String?

        init(conmon: ProcessIdentity, group: String? = nil) throws(SystemError) {
            self.conmon = conmon
            self.group = group
            bootID = try ProcessIdentity.bootID()
            starter = ProcessIdentity(running: getpid())
        }

        func isGuarded() throws -> Bool { try bootID == ProcessIdentity.bootID() && conmon.isRunning }

        /// Whether nobody will ever end it but us.
        func isAbandoned() throws -> Bool {
            guard try isGuarded() else { return true }
            return !isStarted && starter?.isRunning != true
        }

        func write(to bundle: Bundle) throws {
            let temporary = bundle.record + ".new"
            try bundle.write(temporary, Array(try JSONEncoder().encode(self)))
            try Files.rename(temporary, to: bundle.record)
        }

        static func read(from bundle: Bundle) throws -> Record? {
            guard Files.exists(bundle.record) else { return nil }
            let bytes = try Files.read(bundle.record, limit: 4096)
            // The machine has stopped before the disk had it: nobody guards anything of that time.
            guard bytes.contains(where: { $0 != 0 }) else { return nil }
            return try JSONDecoder().decode(Record.self, from: Data(bytes))
        }
    }
}
