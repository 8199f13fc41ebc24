import Planning
import Testing

@Suite("Globs") struct GlobTests {
    @Test(arguments: [
        ("a.txt", "a.txt", true), ("a.txt", "b/a.txt", false), ("*.txt", "a.txt", true), ("*.txt", "b/a.txt", false),
        ("**/*.txt", "a.txt", true), ("**/*.txt", "b/c/a.txt", true), ("b/**", "b/c/a.txt", true), ("b/**", "b", false),
        ("b/", "b/x", true), ("b/", "b", false), ("b/", "c/b/x", false), ("?.py", "a.py", true),
        ("?.py", "ab.py", false),
        ("[a-c].py", "b.py", true), ("[!a-c].py", "b.py", false), ("[]x].py", "].py", true), ("[a.py", "[a.py", true),
        ("*/wsgi.py", "site/wsgi.py", true), ("*/wsgi.py", "wsgi.py", false), ("a**b", "axxb", true),
        ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("*é*", "café.txt", true), ("**", "a/b", true),
    ])
    func `match paths`(pattern: String, path: String, matches: Bool) {
        #expect(Glob(pattern).matches(path) == matches)
    }

    @Test func `cover what is inside a folder`() {
        #expect(Glob("templates").covers("templates/a/b.html"))
        #expect(Glob("*.d").covers("x.d/y"))
        #expect(!Glob("templates").covers("templates2/a"))
    }

    @Test func `patterns made to take for ever do not`() {
        let pattern = String(repeating: "**/a*/", count: 40) + "b"
        #expect(!Glob(pattern).matches(Array(repeating: "aaaaaaaaaaaa", count: 200).joined(separator: "/")))
        #expect(!Glob(String(repeating: "*a", count: 60)).matches(String(repeating: "a", count: 50) + "b"))
    }
}

@Suite(".slugignore") struct SlugIgnoreTests {
    private let ignore = SlugIgnore(Array("# docs\r\n*.psd\n/tests\nbuild/\nassets/raw/*\n!keep.psd\n\n".utf8))

    @Test(arguments: [
        ("a.psd", true), ("deep/down/a.psd", true), ("tests/a.py", true), ("app/tests/a.py", false), ("build/x", true),
        ("app/build/x/y", true), ("build", false), ("assets/raw/x", true), ("x/assets/raw/x", false),
        ("keep.psd", true),
        ("app.py", false),
    ])
    func `ignores as Heroku does`(path: String, ignored: Bool) {
        #expect(ignore.ignored([path]) == (ignored ? [path] : []))
    }

    @Test func `a negation is reported, for it has no effect`() {
        #expect(ignore.ignoredLines.map(\.number) == [6])
    }
}
