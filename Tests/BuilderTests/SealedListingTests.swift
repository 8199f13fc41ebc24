import Git
import Model
import Testing

@testable import Builder

@Suite("The list of files beside a layer") struct SealedListingTests {
    private let limits = TreeLimits(Configuration.BuildLimits())
    private let entries = ["a", "b/c", "b/d e"].map { path in
        TreeEntry(path: Array(path.utf8), kind: .file, id: String(repeating: "a", count: 40), size: 7)
    }

    @Test func `says what it said, an older version's without a sum as well, and an empty one`() {
        #expect(SealedListing.decode(SealedListing.encode(entries), isLowest: true, limits: limits) == entries)
        #expect(SealedListing.decode(TreeListing.encode(entries), isLowest: true, limits: limits) == entries)
        // Above others an older version listed what it had written there, and not what is to be seen.
        #expect(SealedListing.decode(TreeListing.encode(entries), isLowest: false, limits: limits) == nil)
        #expect(SealedListing.decode(SealedListing.encode(entries), isLowest: false, limits: limits) == entries)
        #expect(SealedListing.decode(SealedListing.encode([]), isLowest: true, limits: limits) == [])
    }

    @Test func `is none where a byte of it is another one, or its end is missing`() {
        let bytes = SealedListing.encode(entries)
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(SealedListing.decode(damaged, isLowest: true, limits: limits) == nil, "byte \(place)")
        }
        for count in 1..<bytes.count {
            #expect(SealedListing.decode(Array(bytes.prefix(count)), isLowest: false, limits: limits) == nil, "of \(count) bytes")
            guard bytes[count - 1] != 0 else { continue }
            #expect(SealedListing.decode(Array(bytes.prefix(count)), isLowest: true, limits: limits) == nil, "of \(count) bytes")
        }
    }
}
