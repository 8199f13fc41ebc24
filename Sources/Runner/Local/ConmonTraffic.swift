import Linux
import Sandbox
import Synchronization

/// How much of a dyno's output its conmon has read and written since the dyno began, files that are gone included. It is asked again
/// and again: who that conmon is is read from disk once.
final class ConmonTraffic: Sendable {
    private let directory: String
    private let conmon = Mutex<ProcessIdentity?>(nil)

    /// - Parameter directory: the dyno's.
    init(_ directory: String) { self.directory = directory }

    /// nil: nobody knows.
    func read() -> OutputTraffic? {
        let known = conmon.withLock { conmon in
            // A dyno that has ended, or is being made, has none that could be asked.
            if conmon == nil { conmon = (try? Supervised.find(directory))??.conmon }
            return conmon
        }
        return known.flatMap(OutputTraffic.init(of:))
    }
}
