import Model
import Testing

@Suite("Names of previews") struct PreviewNameTests {
    private func name(_ branch: String, of app: String = "myapp") throws -> String {
        let parent = try #require(AppName(app))
        return try #require(PreviewName.make(branch, of: parent)).text
    }

    @Test(arguments: ["feature", "fix-123", "9", "2026-plan", "a", "v2", String(repeating: "x", count: 56)])
    func `are those of branches that are labels of DNS`(_ branch: String) throws {
        #expect(try name(branch) == "\(branch)--myapp")
    }

    @Test(arguments: [
        ("Feature", "feature-"), ("Feature_X/ü", "feature-x-"), ("feature/x", "feature-x-"), ("feature-x/", "feature-x-"), ("a--b", "a-b-"),
        ("--lead", "lead-"), ("trail-", "trail-"), ("_", ""), ("...", ""), ("ü", ""), ("日本", ""), ("xn", "xn-"), ("a.b", "a-b-"),
        (String(repeating: "x", count: 57), String(repeating: "x", count: 47) + "-"),
        (String(repeating: "long/", count: 100), "long-long-long-long-long-long-long-long-long-lo-"),
        (String(repeating: "x", count: 46) + "-yyyyyyyyyyyyyyyy", String(repeating: "x", count: 46) + "-"),
        // Of those that look as if they had been cut.
        ("x-0123abcd", "x-0123abcd-"), ("0123abcd", "0123abcd-"),
    ])
    func `of others have what is left of them, and eight digits`(_ branch: String, _ head: String) throws {
        let made = try name(branch)
        let digits = made.dropFirst(head.utf8.count).prefix(8)
        #expect(made == head + digits + "--myapp" && digits.allSatisfy { $0.isHexDigit }, "\(made)")
        #expect(made.utf8.count <= 63 && DomainName("\(made).example.com") != nil, "\(made)")
    }

    @Test func `differ wherever branches do`() throws {
        let branches = [
            "feature", "Feature", "FEATURE", "feature_", "feature-", "-feature", "fea/ture", "fea-ture", "fea.ture", "fea--ture", "ü", "ö",
            "_", "__", ".", "..", "x", "X", String(repeating: "x", count: 200), String(repeating: "x", count: 201), "日", "本",
        ]
        #expect(try Set(branches.map { try name($0) }).count == branches.count)
        // One that is called as another's preview is has another name.
        for branch in branches {
            let own = try String(name(branch).dropLast("--myapp".count))
            guard own != branch else { continue }
            #expect(try name(own) != name(branch))
        }
    }

    @Test func `fit however long the app's is, and whatever is in it`() throws {
        let long = "a" + String(repeating: "b", count: 29)
        #expect(try name(String(repeating: "x", count: 31), of: long).utf8.count == 63)
        let cut = try name(String(repeating: "x", count: 32), of: long)
        #expect(cut.utf8.count == 63 && cut.hasPrefix(String(repeating: "x", count: 22) + "-"))
        // An app of before, which had two dashes in its name already.
        #expect(try name("x", of: "old--shop") == "x--old--shop" && name("x--old", of: "shop") != "x--old--shop")
    }

    @Test func `are names of apps, longer than others`() {
        #expect(AppName("9--shop") != nil && AppName(String(repeating: "x", count: 57) + "--shop") != nil)
        #expect(AppName("9-shop") == nil && AppName(String(repeating: "x", count: 31)) == nil)
        #expect(AppName(String(repeating: "x", count: 58) + "--shop") == nil && AppName("-x--shop") == nil && AppName("x--shop-") == nil)
    }

    @Test(arguments: [
        ("refs/heads/preview/x", "x" as String?, "x" as String?), ("refs/heads/preview/a/b", "a/b", "a/b"), ("refs/heads/x", nil, "x"),
        ("refs/heads/preview", nil, "preview"), ("refs/heads/main", nil, nil), ("refs/heads/master", nil, nil),
        ("refs/tags/preview/x", nil, nil),
        ("refs/notes/preview/x", nil, nil),
    ])
    func `come from refs`(_ ref: String, _ own: String?, _ all: String?) throws {
        let ref = try #require(RefName(ref))
        #expect(ref.previewedBranch(all: false) == own && ref.previewedBranch(all: true) == all && ref.isPreview == (own != nil))
    }
}
