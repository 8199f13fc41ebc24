import CLinux
import Glibc
import Linux

/// What the hooks of one push report to its shell, a byte for each step: a nameless file, so that nothing is left of it whatever
/// dies. An upgrade may come between the two: what a byte means stays for good, and one that is not known is no success.
struct PushRecord: ~Copyable {
    static let variable = "RENGA_PUSH_RECORD"
    static let urlVariable = "RENGA_PUSH_URL"
    static let previewsVariable = "RENGA_PREVIEWS"
    /// The address that the pusher came from.
    static let originVariable = "RENGA_ORIGIN"
    /// What people call the app.
    static let nameVariable = "RENGA_PUSH_NAME"
    static let childDescriptor: Int32 = 3

    enum Step: UInt8 {
        /// All that was pushed has come, and the hook has begun.
        case received = 0x61
        case began = 0x62
        case refused = 0x72
        case prepared = 0x70
        case committed = 0x63
        case commitFailed = 0x66
    }

    private let file: Descriptor
    var number: Int32 { file.number }

    static func make() throws(SystemError) -> PushRecord {
        let number = renga_open_nameless("/tmp")
        guard number >= 0 else { throw SystemError("open", "a nameless file in /tmp") }
        return PushRecord(file: Descriptor(owning: number))
    }

    /// Without moving to its beginning: the place in the file is the hooks' as well, who go on writing there.
    func read() throws(SystemError) -> Steps { try Self.read(number) }

    /// - Parameter number: of its file.
    static func read(_ number: Int32) throws(SystemError) -> Steps {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = pread(number, &bytes, bytes.count, 0)
        guard count >= 0 else { throw SystemError("read", "the record of the push") }
        return Steps(bytes: Array(bytes.prefix(count)))
    }

    /// Called by a hook. A push without a shell (a local one) has no record, and nobody who would read it.
    static func report(_ step: Step) throws(SystemError) {
        guard let text = environment(variable), let number = Int32(text) else { return }
        try writeAll([step.rawValue], to: number)
    }

    struct Steps {
        let bytes: [UInt8]
        private func has(_ step: Step) -> Bool { bytes.contains(step.rawValue) }
        /// False: hooks of a newer version say what this one does not know.
        var isKnown: Bool { bytes.allSatisfy { Step(rawValue: $0) != nil } }
        private func count(_ step: Step) -> Int { bytes.count { $0 == step.rawValue } }
        /// Begun, and nobody has said what became of it. A push may begin several: where one of them is refused, none is committed.
        var needsSettling: Bool { count(.began) > count(.refused) + count(.committed) || (!isKnown && !has(.refused) && !has(.committed)) }
        /// A git that was killed leaves what it had not taken over yet, whatever its hooks have said since: somebody has to look.
        func needsSettling(after git: ExitStatus) -> Bool {
            if case .exited = git { needsSettling } else { true }
        }
        var wasReceived: Bool { has(.received) }
        /// Unknown is not success: a push that prepared a deploy is complete only once it was committed.
        var isComplete: Bool {
            guard !has(.commitFailed) else { return false }
            if has(.committed) { return count(.committed) >= count(.began) }
            return isKnown && (has(.refused) || !has(.prepared))
        }
    }
}
