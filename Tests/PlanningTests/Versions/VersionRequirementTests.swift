import Planning
import Testing

@Suite("Version requirements") struct VersionRequirementTests {
    @Test(
        arguments: [
            ("3.13", "3.13", .allPatches), ("3.13.5", "3.13", .somePatches), ("3", "3.13", .allPatches),
            ("3.14", "3.13", .no),
            ("3.1", "3.13", .no), (">=3.9", "3.13", .allPatches), (">=3.9,<4", "3.13", .allPatches),
            (">=3.14", "3.13", .no),
            ("~=3.11", "3.13", .allPatches), ("~=3.11.0", "3.13", .no), ("==3.13.*", "3.13", .allPatches),
            ("<3.13", "3.13", .no), ("<=3.13", "3.13", .allPatches), ("!=3.13.1,>=3.10", "3.13", .allPatches),
            (">=18", "20", .allPatches), ("20.x", "20", .allPatches), ("^20", "20", .allPatches),
            ("^20.9.0", "20", .somePatches),
            ("~20.1", "20", .somePatches), (">=18 <23", "20", .allPatches), (">= 18 < 20", "20", .no),
            ("18 || 20", "20", .allPatches),
            ("18 - 20", "20", .allPatches), ("16 - 18", "20", .no), ("lts/*", "20", .allPatches),
            ("lts/iron", "20", .allPatches),
            ("lts/jod", "20", .no), ("node", "20", .allPatches), ("*", "20", .allPatches), ("v20", "20", .allPatches),
            (">20", "20", .no), (">19", "20", .allPatches), ("22.x", "20", .no), ("^0.2", "0.2", .allPatches),
            ("x", "18", .allPatches),
            ("python-3.13.1", "3.13", .somePatches), ("20.x.x", "20", .allPatches),
        ] as [(String, String, VersionRequirement.Match)]
    )
    func `meet versions of a stack`(text: String, version: String, match: VersionRequirement.Match) throws {
        #expect(try #require(VersionRequirement(text)).match(version) == match)
    }

    @Test(arguments: [
        "pypy3.10", "three", ">>3", "lts/unheard", "3.13; rm", "~=3", "3.13 || ?", ">=20 <20", "https://x",
    ])
    func `other texts are not understood`(text: String) {
        #expect(VersionRequirement(text) == nil)
    }
}
