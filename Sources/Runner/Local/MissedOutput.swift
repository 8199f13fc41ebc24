/// Finds out how much was written to files that came and went before they could be opened: by what the kernel counts of
/// all that conmon has written.
struct MissedOutput {
    /// Where the file that is read begins in all of that.
    var start: Int64?

    mutating func begin(size: Int64, written: Int64?) { start = written.map { $0 - size } }

    /// Bytes between what a reader before this one has read and the file that is read now.
    func gap(behind end: Int64?, least: Int64) -> Int64 {
        guard let start, let end, start - end >= least else { return 0 }
        return start - end
    }

    /// - Parameters:
    ///   - size: of the file that ended.
    ///   - nextSize: of those that follow, looked at after `written`.
    ///   - least: what is less is conmon's other writing, or came between two looks.
    /// - Returns: bytes of files between the two.
    mutating func gap(size: Int64, nextSize: Int64, written: Int64?, least: Int64) -> Int64 {
        guard let written, let start else {
            begin(size: nextSize, written: written)
            return 0
        }
        let gap = written - nextSize - (start + size)
        self.start = start + size + (gap >= least ? gap : 0)
        return gap >= least ? gap : 0
    }
}
