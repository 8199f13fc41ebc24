import Git
import Model
import Testing

@testable import Builder

@Suite("The list of files beside a layer") struct SealedListingTests {
    private let limits = TreeLimits(Configuration.BuildLimits())
    private let entries = ["a", "b/c", "b/d e"].map { path in
        TreeEntry(path: Array(path.utf8), kind: .file, id: String(repeating: "a", count: 40), size: 7)
    }

    @Test func `says what it said, and an empty one`() {
        #expect(SealedListing.decode(SealedListing.encode(entries), limits: limits) == entries)
        #expect(SealedListing.decode(SealedListing.encode([]), limits: limits) == [])
    }

    /// One of an older version has none, and one that was cut looks like it.
    @Test func `is none without its sum`() {
        #expect(SealedListing.decode(TreeListing.encode(entries), limits: limits) == nil)
        #expect(SealedListing.decode([], limits: limits) == nil)
    }

    @Test func `is none where a byte of it is another one, or its end is missing`() {
        let bytes = SealedListing.encode(entries)
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(SealedListing.decode(damaged, limits: limits) == nil, "byte \(place)")
        }
        for count in 0..<bytes.count {
            #expect(SealedListing.decode(Array(bytes.prefix(count)), limits: limits) == nil, "of \(count) bytes")
        }
    }
}
