import Linux
import Testing

@testable import Sandbox

@Suite("Caches that the disk may not have") struct CacheMarkTests {
    @Test func `are told from those that it has, and those of another boot from those of this one`() throws {
        let folder = "/tmp/renga-caches-\(UInt64.random(in: 0 ... .max))"
        try Files.makeDirectory(folder)
        // Best effort: a test's files in a temporary directory.
        defer { try? Files.removeTree(folder) }
        let mark = try CacheMark(folder)
        func names() throws -> [String] { try Files.list(folder) }
        #expect(try !mark.isOfAnotherBoot())
        for _ in 0..<2 { try mark.set() }
        #expect(try names().count == 1 && names().allSatisfy(CacheMark.isOne) && !mark.isOfAnotherBoot())
        try mark.lift()
        #expect(try names() == [])
        // The power went before they were lifted: nobody lifts it but who begins anew.
        try Files.replace("\(folder)/.written-in-11111111-2222-3333-4444-555555555555", with: "")
        #expect(try mark.isOfAnotherBoot())
        try mark.lift()
        #expect(try mark.isOfAnotherBoot())
    }
}
