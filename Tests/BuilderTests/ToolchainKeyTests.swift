import Model
import Planning
import Testing

@testable import Builder

@Suite("The key of a toolchain's layer") struct ToolchainKeyTests {
    private func archive(recipe: Bool = false) throws -> PlannedArchive {
        var source = Toolchain.Archive(url: "https://x.org/$VERSION.tgz", checksum: .file(.sha256, "https://x.org/$VERSION.sum"))
        if recipe { source.recipe = .init(script: "make", minutes: 1) }
        let toolchain = Toolchain(name: "x", title: "X", file: "toolchains/x.yml")
        return try #require(PlannedArchive(toolchain, source, .init(version: "1.0"), architecture: "amd64"))
    }

    @Test func `is its content: any app on any stack has the same`() throws {
        let key = ToolchainKey.of(try archive(), sum: "a", stack: "debian-12")
        #expect(key == ToolchainKey.of(try archive(), sum: "a", stack: "debian-13"))
        #expect(key != ToolchainKey.of(try archive(), sum: "b", stack: "debian-12"))
        var other = try archive()
        other.strip = 0
        #expect(key != ToolchainKey.of(other, sum: "a", stack: "debian-12"))
    }

    @Test func `what is built from source is of its stack and of its recipe`() throws {
        let key = ToolchainKey.of(try archive(recipe: true), sum: "a", stack: "debian-12")
        #expect(key != ToolchainKey.of(try archive(recipe: true), sum: "a", stack: "debian-13"))
        var other = try archive(recipe: true)
        other.recipe?.script = "make -j2"
        #expect(key != ToolchainKey.of(other, sum: "a", stack: "debian-12"))
        #expect(key.utf8.count <= 64)
    }

    @Test func `documents of an index come as they were`() throws {
        #expect(IndexDocuments.bytes([[1, 2], [], [3]]) == Array("2\n".utf8) + [1, 2] + Array("0\n1\n".utf8) + [3])
    }
}
