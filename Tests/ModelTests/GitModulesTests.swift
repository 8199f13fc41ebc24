import Model
import Testing

@Suite(".gitmodules") struct GitModulesTests {
    @Test func `is read as git writes it, and as people do`() {
        let text = """
            # ours
            [submodule "vendor/a"]
            	path = vendor/a
            	url = https://example.com/a.git
            	branch = main
            [submodule "b"]
            	URL=git@example.com:b.git ; the old one
            	Path = "third party/b"
            [core]
            	path = x
            [submodule "c"]
            	path = c
            """
        let modules = GitModules(Array(text.utf8))
        #expect(modules.urls == ["vendor/a": "https://example.com/a.git", "third party/b": "git@example.com:b.git"])
    }

    @Test func `has a bound, and may be anything`() {
        let many = (0..<5_000).map { "[submodule \"\($0)\"]\npath = \($0)\nurl = x\n" }.joined()
        #expect(GitModules(Array(many.utf8)).urls.count == 1_000)
        #expect(GitModules([0xFF, 0, 0x5B, 0x3D]).urls.isEmpty && GitModules(Array("path = a\nurl".utf8)).urls.isEmpty)
    }
}
