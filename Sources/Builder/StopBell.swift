import Glibc
import Linux
import Synchronization

/// Ends all that wait for its descriptor beside what they wait for; rung once, and for good.
final class StopBell: Sendable {
    private let reading: Descriptor
    private let ringer: Mutex<Int32>

    init() throws(SystemError) {
        let ends = try Descriptor.pipe().split()
        reading = Descriptor(owning: ends.reading)
        ringer = Mutex(ends.writing)
    }

    deinit { ring() }

    /// At its end once it was rung. Borrowed.
    var descriptor: Int32 { reading.number }

    var isRung: Bool { ringer.withLock { $0 < 0 } }

    func ring() {
        ringer.withLock { number in
            if number >= 0 { _ = close(number) }
            number = -1
        }
    }
}
