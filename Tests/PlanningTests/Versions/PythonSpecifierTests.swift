import Model
import Planning
import Testing

@Suite("Specifiers of Python") struct PythonSpecifierTests {
    @Test(
        arguments: [
            RuleTable(">=3.11", ["3.11.0", "3.13.5"], not: ["3.10.9", "3.11.0rc1", "3.14.0rc1"]),
            RuleTable(">=3.9,<4", ["3.13.5"], not: ["4.0.0"]),
            RuleTable("~=3.11", ["3.11.0", "3.13.5"], not: ["4.0.0", "3.10.9"]),
            RuleTable("~=3.11.2", ["3.11.2", "3.11.9"], not: ["3.12.0", "3.11.1"]),
            RuleTable("~=2.2.post3", ["2.2.post3", "2.9.0"], not: ["2.2.post2", "3.0.0"]),
            RuleTable("~= 1.4.5a4", ["1.4.5a4", "1.4.9"], not: ["1.5.0", "1.4.5a3"]),
            RuleTable("==3.13.*", ["3.13.0", "3.13.5"], not: ["3.12.9"]),
            RuleTable("!=3.12.*", ["3.11.0", "3.13.0"], not: ["3.12.0", "3.12.9"]),
            RuleTable("==1.1.*", ["1.1.post1", "1.1.0"], not: ["1.10.0"]), RuleTable("==1.1.post1", ["1.1.0.post1"], not: ["1.1.0"]),
            RuleTable("==3.13.5", ["3.13.5", "3.13.5+debian"], not: ["3.13.4"]),
            RuleTable("==3.13.5+debian", ["3.13.5+debian"], not: ["3.13.5+other"]),
            RuleTable("!=3.13.1", ["3.13.0"], not: ["3.13.1"]), RuleTable("===3.13.5", ["3.13.5"], not: ["3.13.5.0"]),
            // neither a prerelease nor a post release of the version itself
            RuleTable("<3.14", ["3.13.5"], not: ["3.14.0", "3.14.0rc1"]), RuleTable("<3.14rc2", ["3.14rc1"], not: ["3.14rc2"]),
            RuleTable(">1.7", ["1.7.1"], not: ["1.7.0.post1"]),
            RuleTable(">1.7.post2", ["1.7.post3", "1.7.1"], not: ["1.7.0"]), RuleTable(">1.7", not: ["1.7.0+local"]),
            RuleTable(">=1.0.dev1", ["1.0.dev2", "1.0a1", "1.0.0"], not: ["1.0.dev0"]), RuleTable(">=1!3.0", ["1!3.1"], not: ["99.0.0"]),
            RuleTable("<=1!0.1", ["99.0.0"]),
            RuleTable(">=3.10,!=3.11.0,!=3.12.*,<3.14", ["3.10.0", "3.11.1", "3.13.9"], not: ["3.11.0", "3.12.1", "3.14.0"]),
            RuleTable("", ["3.13.5"], not: ["3.14.0a1"]),
            RuleTable(" >= 3.11 , < 4 ", ["3.13.5"]), RuleTable("==v3.13.5", ["3.13.5"]), RuleTable("==1.0-1", ["1.0.post1"]),
            RuleTable("==1.0C1", ["1.0rc1"]),
        ]
    ) func `are read as PEP 440 says`(row: RuleTable) throws { try row.check(.pep440) }

    @Test(arguments: [
        "3.13", "^3.11", "~3.11", ">=", ">=3.11 <4", "~=3", "~=3.*", ">=3.*", "<1.0+local", "==1.0+local.*", "==1.0.dev1.*", ">=foo",
        "three",
    ])
    func `other texts are not understood`(text: String) { #expect(VersionRequirement(text, rules: .pep440) == nil) }

    @Test(
        arguments: [
            (">=3.9,<4", "3.13", .allPatches), ("!=3.13.1", "3.13", .somePatches), ("==3.13.*", "3.13", .allPatches),
            ("<3.13.2", "3.13", .somePatches),
            ("==3.13", "3.13", .somePatches), ("<3.13", "3.13", .no), (">3.13", "3.13", .somePatches), (">=3.14", "3.13", .no),
            ("~=3.13.0", "3.13", .allPatches),
        ] as [(String, String, VersionRequirement.Match)]
    )
    func `a version of a stack stands for all its patches`(text: String, version: String, match: VersionRequirement.Match) throws {
        #expect(try #require(VersionRequirement(text, rules: .pep440)).match(version) == match)
    }

    @Test(
        arguments: [
            RuleTable("^3.11", ["3.11.0", "3.13.5"], not: ["3.10.9", "4.0.0"]), RuleTable("~3.11", ["3.11.9"], not: ["3.12.0"]),
            RuleTable("^0.3", ["0.3.9"], not: ["0.4.0"]),
            RuleTable("~3", ["3.13.0"], not: ["4.0.0"]), RuleTable("3.13.*", ["3.13.5"], not: ["3.12.0"]),
            RuleTable("3.13.5", ["3.13.5"], not: ["3.13.4"]), RuleTable("*", ["3.13.5"]),
            RuleTable(">=3.9,<4.0", ["3.13.5"], not: ["4.0.0"]), RuleTable(">=3.9 <3.12 || ^3.13", ["3.11.0", "3.13.5"], not: ["3.12.1"]),
            RuleTable("~=3.11", ["3.13.0"]),
        ]
    ) func `Poetry's own are read as well`(row: RuleTable) throws { try row.check(.poetry) }
}
