import Linux
import Model
import Synchronization

/// Hands the access log's lines to a thread of its own: a disk that stalls holds up no request. What has piled up beyond
/// `bytesMax` by then is lost, and counted.
///
/// Before `start` and after `end` lines are written at once, by whoever brings them.
final class LogWriter: Sendable {
    private enum Message: Sendable { case lines([UInt8]), end }

    /// Of lines that wait.
    static let bytesMax = 16 << 20
    private let log: AccessLog
    private let mailbox: Mailbox<Message>
    private let waiting = Atomic<Int>(0)
    private let isBehind = Atomic<Bool>(false)
    private let thread = Mutex<BackgroundThread?>(nil)
    private let isRunning = Atomic<Bool>(false)

    init(_ log: AccessLog) throws {
        self.log = log
        mailbox = try Mailbox()
    }

    /// What threads that add lines need.
    var eventDescriptor: Int32 { mailbox.eventDescriptor }
    /// Lines that could not be written.
    var lost: Int { log.lost.load(ordering: .relaxed) }

    func start() throws {
        try thread.withLock { thread in
            thread = try BackgroundThread("log") { [self] in run() }
            isRunning.store(true, ordering: .releasing)
        }
    }

    /// Whole lines, in the order in which one loop brings them.
    func add(_ lines: [UInt8]) {
        guard isRunning.load(ordering: .acquiring) else { return log.write(lines) }
        guard waiting.load(ordering: .relaxed) + lines.count <= Self.bytesMax else { return lose(lines) }
        waiting.add(lines.count, ordering: .relaxed)
        mailbox.post(.lines(lines))
    }

    /// Returns when all that was brought is written. Nobody brings anything meanwhile.
    func end() {
        guard let thread = thread.withLock({ $0.take() }) else { return }
        mailbox.post(.end)
        thread.join()
        isRunning.store(false, ordering: .releasing)
    }

    private func run() {
        while true {
            mailbox.wait()
            for message in mailbox.take() {
                guard case .lines(let lines) = message else { return }
                log.write(lines)
                // Said anew only when all of it was written meanwhile.
                if waiting.subtract(lines.count, ordering: .relaxed).newValue == 0 { isBehind.store(false, ordering: .relaxed) }
            }
        }
    }

    private func lose(_ lines: [UInt8]) {
        log.lost.add(lines.count { $0 == ASCII.lineFeed }, ordering: .relaxed)
        if !isBehind.exchange(true, ordering: .relaxed) {
            Diagnostics.say("access log: the disk does not keep up, lines are lost")
        }
    }
}
