import Glibc
import Linux

/// A directory of one test's own.
final class Scratch: Sendable {
    let path = "/tmp/renga-builder-\(getpid())-\(Int.random(in: 100_000...999_999))"

    init() {
        // Where it cannot be made, the test that needs it says so.
        try? Files.makeDirectory(path)
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(path)
    }
}
