import Model

/// How much of a tree is read before it is refused; each limit is inclusive.
package struct TreeLimits: Hashable, Sendable {
    /// Files and directories together.
    package var entriesMax: Int
    /// All files together, bytes.
    package var bytesMax: Int64
    /// One file, bytes.
    package var fileBytesMax: Int64
    /// Levels of directories.
    package var depthMax = 128
    /// One path; Linux takes no longer one.
    package var pathBytesMax = 4095
    /// One name; Linux takes no longer one.
    package var nameBytesMax = 255
    /// All paths together, so that a small push with long names cannot fill our memory.
    package var pathsBytesMax = 64 << 20

    package init(entriesMax: Int = 200_000, bytesMax: Int64 = 1 << 30, fileBytesMax: Int64 = 500 << 20) {
        self.entriesMax = entriesMax
        self.bytesMax = bytesMax
        self.fileBytesMax = fileBytesMax
    }

    package init(_ build: Configuration.BuildLimits) {
        self.init(
            entriesMax: build.checkoutFilesMax,
            bytesMax: build.checkoutBytesMax,
            fileBytesMax: build.fileBytesMax
        )
    }
}
