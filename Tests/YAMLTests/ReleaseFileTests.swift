import Model
import Testing
import YAML

@Suite("What bin/release prints") struct ReleaseFileTests {
    private func read(_ text: String) throws -> ReleaseFile { try ReleaseFile.read(Array(text.utf8)) }

    @Test(arguments: [
        "", "---\n", "--- {}\n", "---\ndefault_process_types:\n", "default_process_types: {}\naddons: []\n", "# nothing\n", "--- ~\n",
    ])
    func `may be nothing, in many forms`(_ text: String) throws {
        #expect(try read(text) == read("") && read(text).types.isEmpty)
    }

    @Test func `says process types in their order, and what does nothing here is said`() throws {
        let release = try read(
            """
            ---
            addons:
              - heroku-postgresql:mini
            config_vars:
              JVM_OPTS: -Xmx400m
            default_process_types:
              web: bundle exec rackup config.ru -p ${PORT:-5000}
              console: "bin/rails console"
              empty:
            unknown: 1
            """
        )
        #expect(release.types.map(\.type) == ["web", "console"])
        #expect(release.types.first?.command == "bundle exec rackup config.ru -p ${PORT:-5000}")
        #expect(
            release.ignored == [
                "addons (heroku-postgresql:mini): there are no add-ons here", "config_vars (JVM_OPTS): config:set sets config vars",
            ]
        )
    }

    @Test(arguments: [
        "[]", "default_process_types: [web]", "default_process_types: {\"a b\": x}", "default_process_types: {web: [x]}", "a: : b",
        "default_process_types: {web: \"a\\nb\"}", "web: &a [*a]",
    ]) func `is refused where it cannot be meant`(_ text: String) { #expect(throws: SourceError.self) { try read(text) } }
}
