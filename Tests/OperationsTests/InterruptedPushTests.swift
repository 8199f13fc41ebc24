import Glibc
import Linux
import Model
import Testing

@testable import Operations

@Suite("What a killed push leaves in a repository") struct InterruptedPushTests {
    @Test func `is removed whatever bytes a ref is named by`() throws {
        let root = try #require(InstallationRoot("/var/tmp/renga-interrupted-\(getpid())-\(Int.random(in: 100_000...999_999))"))
        // Best effort: a test's files in a temporary directory.
        defer { try? Files.removeTree(root.path) }
        let app = try #require(AppName("shop"))
        let path = root.repository(app)
        for folder in ["refs/heads/team", "refs/tags", "objects/tmp_objdir-incoming-a", "objects/tmp_objdir-incoming-b"] {
            try Files.makeDirectory("\(path)/\(folder)")
        }
        try Files.makeDirectory(root.locks)
        for name in ["HEAD.lock", "refs/heads/main.lock", "refs/heads/team/side.lock", "refs/heads/main"] {
            try Files.replace("\(path)/\(name)", with: "")
        }
        // `caf\xe9.lock`, in a folder that is no text either.
        let script =
            "import os\nos.mkdir(b'refs/heads/\\xff')\nopen(b'refs/heads/\\xff/caf\\xe9.lock', 'w')\nopen(b'refs/tags/\\xfe.lock', 'w')\n"
        try Command("/usr/bin/python3", ["-c", script], workingDirectory: path).check()
        try Files.link(path + "/refs/elsewhere", to: "/var/tmp")
        try InterruptedPush(root: root).clear(app, keeping: "\(path)/objects/tmp_objdir-incoming-b")
        let left = try Command("/usr/bin/find", ["-name", "*.lock", "-o", "-name", "tmp_objdir*"], workingDirectory: path).check()
        #expect(left == "./objects/tmp_objdir-incoming-b\n", "\(left)")
        #expect(Files.exists(path + "/refs/heads/main"))
    }
}
