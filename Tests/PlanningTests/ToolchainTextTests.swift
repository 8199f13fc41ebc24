import Model
import Planning
import Testing

@Suite("Texts about toolchains") struct ToolchainTextTests {
    private static let sum = String(repeating: "0f", count: 32)
    private static let other = String(repeating: "11", count: 32)

    @Test(arguments: [
        ("\(sum)\n", sum), ("\(sum.uppercased())", sum), ("\(other)  b.tar.gz\n\(sum)  a.tar.gz\n", sum),
        ("\(sum) *./dist/a.tar.gz\n", sum),
        ("\(other)  a.tar.gz.asc\n", nil), ("\(other)\n\(sum)\n", nil), ("", nil), ("<html>\(sum)</html>", nil), ("abc  a.tar.gz\n", nil),
    ]) func `a file of sums says one of a name, or it says none`(text: String, sum: String?) {
        #expect(SumFile.sum(of: "a.tar.gz", .sha256, in: Array(text.utf8)) == sum)
    }

    @Test func `a template is filled, and knows its own`() {
        let template = Template("openjdk-$MAJOR-jdk")
        #expect(template.filled(Template.values(of: "21.0.5")) == "openjdk-21-jdk" && template.filled([:]) == nil)
        #expect(template.fits("openjdk-17-jdk") && !template.fits("openjdk-17-jre") && !template.fits("openjdk--jdk"))
        #expect(Template("100$").filled([:]) == "100$")
    }

    @Test(arguments: [
        "", "renga-versions 2 7\n", "renga-versions 1 x\n", "renga-versions 1 7\n1.0\t+\t-\n", "renga-versions 1 7\n1.0\t-\t-\t-",
        "renga-versions 1 7\n../x\t-\t-\t-\n", "renga-versions 1 7\n1.0\t-\tfile:///etc\t-\n",
    ]) func `a list that is not whole is none`(text: String) {
        #expect(VersionList(Array(text.utf8)) == nil)
    }

    @Test func `a newer list loses nothing that is in use`() {
        func entry(_ version: String, _ url: String?, _ sum: String? = nil) -> VersionList.Entry {
            var entry = VersionList.Entry(version: version)
            (entry.url, entry.sum) = (url, sum)
            return entry
        }
        let old = VersionList(
            seenAt: 1,
            entries: [entry("21.0.5", "https://a/5"), entry("3.12", "https://a/old", "1"), entry("3.13", "https://a/13", "1")]
        )
        let new = VersionList(
            seenAt: 2,
            entries: [entry("21.0.6", "https://a/6"), entry("3.12", "https://a/new", "2"), entry("3.13", "https://a/13", "2")]
        )
        let whole = new.keeping(old) { _ in true }
        #expect(whole.seenAt == 2 && whole.entries.map(\.version) == ["21.0.6", "21.0.5", "3.13", "3.12"])
        #expect(whole.entries.first { $0.version == "3.12" }?.url == "https://a/old")
        #expect(whole.entries.first { $0.version == "3.13" }?.sum == "2")
        #expect(new.keeping(old) { _ in false } == new)
    }

    @Test func `a mirror stands in for the longest beginning, and only where a part of a URL ends`() {
        let mirrors = Mirrors(["https://a.org": "http://m", "https://a.org/dist": "http://n/x"])
        #expect(mirrors.place(of: "https://a.org/dist/1.tgz") == "http://n/x/1.tgz")
        #expect(mirrors.place(of: "https://a.org/other") == "http://m/other")
        #expect(mirrors.place(of: "https://a.org.evil/x") == "https://a.org.evil/x")
        #expect(mirrors.place(of: "https://b.org/") == "https://b.org/")
    }
}
