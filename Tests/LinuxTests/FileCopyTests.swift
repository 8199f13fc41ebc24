import Glibc
import Linux
import Testing

@Suite("Copying and placing files") struct FileCopyTests {
    private let directory: String

    init() throws {
        var template = Array("/tmp/renga-files-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    @Test func `the rest of a file is copied behind what is there`() throws {
        defer { cleanUp() }
        try Files.replace(directory + "/a", with: "0123456789")
        let source = try Descriptor.open(directory + "/a", O_RDONLY)
        _ = try readSome(from: source.number, limit: 4)
        let target = try Descriptor.open(directory + "/b", O_WRONLY | O_CREAT)
        try target.write(all: Array("x".utf8))
        #expect(try target.copy(restOf: source) == 6)
        #expect(try Files.text(directory + "/b") == "x456789")
        #expect(try target.copy(restOf: source) == 0)
    }

    @Test(arguments: ["/proc/self/status", "/proc/mounts"])
    func `files that the kernel makes up are copied too`(path: String) throws {
        defer { cleanUp() }
        let target = try Descriptor.open(directory + "/b", O_WRONLY | O_CREAT)
        #expect(try target.copy(restOf: Descriptor.open(path, O_RDONLY)) > 0)
    }

    private func cleanUp() {
        // Best effort: what is left of a test is not worth failing it.
        try? Files.removeTree(directory)
    }
}
