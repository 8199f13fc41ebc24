import Model
import Testing

@Suite("Names that reach paths and arguments") struct NameRulesTests {
    @Test(arguments: ["jq", "g++", "python3.11", "libc6:i386", "0ad", String(repeating: "a", count: 128)])
    func `of packages are Debian's`(name: String) { #expect(NameRules.isPackage(name)) }

    @Test(arguments: [
        "", "a", "-y", "--purge", "jq-", "jq=1", "jq/sid", "Jq", "jq +", "./jq.deb", "jq\n", "jq*", "+jq", "jq~1", "é1",
        String(repeating: "a", count: 129),
    ])
    func `of packages are no options, files or removals`(name: String) { #expect(!NameRules.isPackage(name)) }

    @Test(arguments: ["A", "_", "PATH", "a_1", String(repeating: "A", count: 256)])
    func `of variables begin like those of a shell`(name: String) { #expect(NameRules.isVariable(name)) }

    @Test(arguments: ["", "1A", "A-B", "A.B", "A=B", "A B", "Ä", "A\0", String(repeating: "A", count: 257)])
    func `of variables are none where a shell has none`(name: String) { #expect(!NameRules.isVariable(name)) }

    @Test func `of buildpacks and caches stay in their folder`() {
        #expect(["python", "debian-13", "a.b_c", "3"].allSatisfy(NameRules.isIdentifier))
        #expect(
            !["", ".", "..", ".a", "a/b", "-a", "_a", "A", "a b", "a\0", String(repeating: "a", count: 65)].contains(
                where: NameRules.isIdentifier
            )
        )
    }

    @Test func `of process types are Heroku's`() {
        #expect(["web", "Web-1", "a_b", "-", String(repeating: "a", count: 128)].allSatisfy(NameRules.isProcessType))
        #expect(!["", "a.b", "a b", "a:b", "ü", String(repeating: "a", count: 129)].contains(where: NameRules.isProcessType))
    }
}
