/// Finds out how much was written to files that came and went before they could be opened: by what the kernel counts of
/// all that conmon has written.
struct MissedOutput {
    /// What conmon had written in all, between two looks at the size of what follows: it goes on writing meanwhile.
    struct Look {
        var before: Int64
        /// nil: the kernel does not say so.
        var written: Int64?
        var after: Int64

        init(written: () -> Int64?, size: () throws -> Int64) rethrows {
            before = try size()
            self.written = written()
            after = try size()
        }
    }

    /// What is less is conmon's other writing, or a write that is under way.
    static let bytesMin: Int64 = 64 << 10

    /// Where the file that is read begins in all of that, or a little behind: nothing is said to be missed that is not.
    var start: Int64?

    mutating func begin(_ look: Look) { start = look.written.map { $0 - look.before } }

    /// Bytes between what a reader before this one has read and the file that is read now, at least.
    func gap(behind end: Int64?, _ look: Look, least: Int64) -> Int64 {
        guard let written = look.written, let end, written - look.after - end >= least else { return 0 }
        return written - look.after - end
    }

    /// - Parameters:
    ///   - size: of the file that ended.
    ///   - look: at those that follow.
    /// - Returns: bytes of files between the two, at least.
    mutating func gap(size: Int64, _ look: Look, least: Int64) -> Int64 {
        guard let written = look.written, let start else {
            begin(look)
            return 0
        }
        let gap = written - look.after - (start + size)
        guard gap >= least else {
            self.start = start + size
            return 0
        }
        begin(look)
        return gap
    }
}
