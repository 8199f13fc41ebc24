import Model

/// What a dyno has on disk.
package struct DynoDiskUse: Hashable, Sendable {
    /// Removed files that it holds open included.
    package var reading: DiskReading
    /// Bytes that the processes that it has now have written in their lives; nil where nobody can say.
    package var written: Int64?

    package init(_ reading: DiskReading, written: Int64?) {
        self.reading = reading
        self.written = written
    }
}
