import Linux
import Testing

@testable import Builder

@Suite("The sum of a buildpack's folder") struct FolderSumTests {
    @Test func `is another one for another name, mode or content, and follows no link`() throws {
        let scratch = Scratch()
        let folder = scratch.path + "/pack"
        try Files.makeDirectory(folder + "/bin")
        try Files.replace(folder + "/bin/compile", with: "one", mode: 0o755)
        let first = try FolderSum.of(folder)
        #expect(try FolderSum.of(folder) == first)
        try Files.replace(folder + "/bin/compile", with: "two", mode: 0o755)
        let second = try FolderSum.of(folder)
        try Files.replace(folder + "/bin/compile", with: "two", mode: 0o644)
        let third = try FolderSum.of(folder)
        #expect(Set([first, second, third]).count == 3)
        try Files.link(folder + "/link", to: "/etc/shadow")
        #expect(try FolderSum.of(folder) != third)
        try Files.link(scratch.path + "/other", to: folder)
        #expect(throws: SystemError.self) { try FolderSum.of(scratch.path + "/other") }
    }
}
