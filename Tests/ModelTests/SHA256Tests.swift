import Model
import Testing

@Suite("SHA-256") struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `the examples of FIPS 180`(text: String, digest: String) { #expect(SHA256.hex(of: text) == digest) }

    @Test func `a million times the letter a`() {
        let digest = SHA256.hex(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `the pieces in which bytes come make no difference`() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for size in [1, 3, 55, 56, 63, 64, 65, 127, 999] {
            var hash = SHA256()
            for start in stride(from: 0, to: bytes.count, by: size) {
                hash.update(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(hash.finishHex() == SHA256.hex(of: bytes))
        }
    }
}

@Suite("Paths for people") struct PathTextTests {
    @Test func `plain text stays, everything else is quoted as git quotes it`() {
        #expect(PathText.shown(Array("app/größe.py".utf8)) == "app/größe.py")
        #expect(PathText.shown(Array("a\nb\"c".utf8)) == #""a\nb\"c""#)
        #expect(PathText.shown([0x61, 0xFF, 0x01]) == #""a\377\001""#)
    }
}
