import Glibc
import Linux

/// A directory of the test's own, removed with its owner.
final class ScratchDirectory {
    let path: String

    init() throws {
        var template = Array("/tmp/renga-router-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestFailure("no temporary directory: \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // What is left in /tmp is no failure of the test.
        try? Files.removeTree(path)
    }
}
