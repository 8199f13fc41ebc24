import Glibc
import Linux
import Model
import Testing

@testable import Runner

@Suite("A runner's life") struct RunnerLifeTests {
    @Test func `ends with a word, or with a machine that was stopped in the middle`() throws {
        let path = "/tmp/renga-life-\(getpid())-\(Int.random(in: 100_000...999_999))"
        let root = try #require(InstallationRoot(path))
        try Files.makeDirectory(root.run)
        defer { try? Files.removeTree(path) }  // Best effort: a test's files.
        let first = try RunnerLife(root)
        #expect(!first.wasCut)
        // Killed: the machine has all that was written.
        #expect(!(try RunnerLife(root).wasCut))
        try Files.replace(root.run + "/alive", with: "another boot")
        let later = try RunnerLife(root)
        #expect(later.wasCut)
        later.end()
        #expect(!(try RunnerLife(root).wasCut))
    }
}
