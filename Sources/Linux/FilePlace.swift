import Glibc

/// What stands at a path, told apart from what may replace it there while it is open.
package struct FilePlace: Hashable, Sendable {
    private let device: dev_t
    private let number: ino_t

    /// nil where there is nothing.
    package init?(_ path: String) {
        guard let status = Files.status(path) else { return nil }
        self.init(status)
    }

    /// Of an open file.
    package init(descriptor: Int32) throws(SystemError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("look at", "descriptor \(descriptor)") }
        self.init(status)
    }

    private init(_ status: stat) {
        device = status.st_dev
        number = status.st_ino
    }
}
