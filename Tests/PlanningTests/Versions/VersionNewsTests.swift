import Planning
import Testing

@Suite("News of versions") struct VersionNewsTests {
    @Test(
        arguments: [
            ("3.13.5", ["3.13.4", "3.13.9", "3.14.0", "3.13"], "3.13.9", "3.14.0"), ("3.13.5", ["3.13.5", "3.13", "3"], nil, nil),
            ("20", ["18", "20", "22"], nil, "22"),
            ("22.1.0", ["22.1.5", "22.9.0", "24.0.0", "25.0.0-rc.1"], "22.9.0", "24.0.0"), ("3.13", ["3.13.9", "3.14"], nil, "3.14"),
            ("unknown", ["1.0.0"], nil, nil), ("1.0.0", [], nil, nil),
        ] as [(String, [String], String?, String?)]
    )
    func `are the newest of the same line and of all, and no prerelease`(version: String, known: [String], line: String?, all: String?) {
        let news = VersionNews(version, among: known)
        #expect(news.ofLine == line && news.ofAll == all)
    }
}
