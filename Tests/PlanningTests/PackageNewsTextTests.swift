import Model
import Planning
import Testing

@Suite("Fixed packages, for people") struct PackageNewsTextTests {
    private func package(_ name: String, isSecurity: Bool = false) -> FixedPackage {
        FixedPackage(name: name, version: "1", newer: "2", isSecurity: isSecurity)
    }

    @Test func `are counted, security first, and few are named`() {
        #expect(PackageNewsText.lines(PackageNews(askedAt: 1, [])) == ["No fixed package waits"])
        #expect(PackageNewsText.lines(PackageNews(askedAt: 1, [package("bash")])) == ["1 fixed package waits:", "  bash 1 -> 2"])
        let many = (10..<30).map { package("p\($0)") } + [package("z", isSecurity: true)]
        let lines = PackageNewsText.lines(PackageNews(askedAt: 1, many))
        #expect(lines.first == "21 fixed packages wait, 1 of them from Debian's security archive:")
        #expect(lines[1] == "  z 1 -> 2" && lines.count == 14 && lines.last == "  and 9 more")
    }
}
