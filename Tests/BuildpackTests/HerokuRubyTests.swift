import Model
import Planning
import Testing

/// What the specs of Heroku's Ruby buildpack ask (`spec/hatchet`, `spec/helpers`, July 2026), each with our own smallest tree.
@Suite("Heroku's Ruby specs") struct HerokuRubyTests {
    private static func lock(_ gems: [String] = ["rack (3.1.8)"], _ ruby: String? = "   ruby 3.3.8p144", platform: String = "ruby")
        -> String
    {
        "GEM\n  remote: https://rubygems.org/\n  specs:\n" + gems.map { "    \($0)\n" }.joined()
            + "\nPLATFORMS\n  \(platform)\n\nDEPENDENCIES\n"
            + "  rack\n" + (ruby.map { "\nRUBY VERSION\n\($0)\n" } ?? "") + "\nBUNDLED WITH\n   2.6.7\n"
    }
    private static func app(_ lock: String = lock(), _ more: [String: String] = [:]) -> [String: String] {
        ["Gemfile": "source \"https://rubygems.org\"\n", "Gemfile.lock": lock, "Procfile": "web: x\n"].merging(more) { $1 }
    }
    private static func rails(_ version: String, _ more: [String] = [], _ files: [String: String] = [:]) -> [String: String] {
        var files = ["Rakefile": "", "bin/rails": "", "config.ru": ""].merging(files) { $1 }
        files["Gemfile"] = "source \"https://rubygems.org\"\n"
        files["Gemfile.lock"] = lock(["railties (\(version))", "rack (3.1.8)", "rake (13.2.1)"] + more)
        return files
    }

    static let questions = [
        // spec/hatchet
        HerokuQuestion("default_ruby", app(), .builds),
        HerokuQuestion(
            "git_gemspec: rake with a gem from git",
            app(lock(["rake (13.2.1)"]), ["Rakefile": ""]),
            .builds,
            saying: "Precompiling assets"
        ),
        HerokuQuestion("custom bin/rake", app(lock(["rake (13.2.1)"]), ["Rakefile": "", "bin/rake": "#!/usr/bin/env ruby\n"]), .builds),
        HerokuQuestion(
            "bad ruby version",
            app(lock(["rack (3.1.8)"], "   ruby 2.9.0.lol")),
            .refused,
            saying: "Gemfile.lock asks for Ruby 2.9"
        ),
        HerokuQuestion("no_lockfile", ["Gemfile": ""], .refused, saying: "there is no Gemfile.lock"),
        HerokuQuestion(
            "detect fails when no Gemfile is present",
            ["Rakefile": "", "lib/x.rb": ""],
            .refused,
            saying: "no buildpack matches this app"
        ),
        HerokuQuestion(
            "sqlite3_gemfile",
            app(lock(["sqlite3 (1.7.3)"])),
            .refused,
            .builds,
            saying: "libsqlite3-0",
            why: "disks of dynos are as little kept as there, but tests and demos use it; the library is installed"
        ),
        HerokuQuestion("BUNDLE_WITHOUT with spaces", app(), .builds, saying: "BUNDLE_*"),
        HerokuQuestion(
            "jdk on heroku-24",
            app(lock(["rack (3.1.8)"], "   ruby 3.1.4p001 (jruby 9.4.8.0)")),
            .builds,
            .refused,
            saying: "another Ruby than the standard one (MRI) is locked",
            why: "JRuby is not to be had here"
        ),
        HerokuQuestion("heroku-26: Ruby 3.3.10", app(lock(["rack (3.1.8)"], "   ruby 3.3.10p183")), .builds, saying: "Ruby 3.3"),
        HerokuQuestion("changing versions", app(lock(["rack (3.1.8)"], "   ruby 3.4.9p82")), .builds, saying: "Ruby 3.4.9"),
        HerokuQuestion(
            "minimal_webpacker",
            rails("6.1.7", ["webpacker (5.4.4)"], ["package.json": "{}", "yarn.lock": ""]),
            .builds,
            saying: "nodejs"
        ),
        HerokuQuestion("rails3_default_ruby", rails("3.2.22"), .builds),
        HerokuQuestion("rails42_default_ruby", rails("4.2.11"), .builds, saying: "bin/rails server -p ${PORT:-5000} -e $RAILS_ENV"),
        HerokuQuestion("rails42, NEW manifest file", rails("4.2.11", [], ["public/assets/.sprockets-manifest-1.json": "{}"]), .builds),
        HerokuQuestion("rails42, OLD manifest file", rails("4.2.11", [], ["public/assets/manifest-1.json": "{}"]), .builds),
        HerokuQuestion("rails61", rails("6.1.7", ["puma (5.6.9)"]), .builds, saying: "bin/rails server"),
        HerokuQuestion(
            "rails-jsbundling",
            rails("7.2.2", ["jsbundling-rails (1.3.1)"], ["package.json": #"{"scripts": {"build": "x"}}"#, "yarn.lock": ""]),
            .builds,
            saying: "SECRET_KEY_BASE="
        ),
        HerokuQuestion("rails_8_1_trilogy_db_minimal", rails("8.1.1", ["trilogy (2.9.0)"]), .builds),
        HerokuQuestion("rails_lts_23_default_ruby", rails("2.3.18"), .builds),
        HerokuQuestion("ruby-getting-started", rails("8.1.2", ["pg (1.6.3)", "puma (7.2.0)"]), .builds, saying: "libpq5"),
        // spec/helpers
        HerokuQuestion(
            "MRI version, patchlevel ignored",
            app(lock(["rack (3.1.8)"], "   ruby 3.3.8p144")),
            .builds,
            saying: "Gemfile.lock asks for 3.3"
        ),
        HerokuQuestion("RC dot syntax", app(lock(["rack (3.1.8)"], "   ruby 3.3.0.rc1")), .builds, saying: "Gemfile.lock asks for 3.3"),
        HerokuQuestion(
            "preview dot syntax",
            app(lock(["rack (3.1.8)"], "   ruby 3.4.0.preview2")),
            .builds,
            saying: "Gemfile.lock asks for 3.4"
        ),
        HerokuQuestion("Bundler 4 style", app(lock(["rack (3.1.8)"], "  ruby 3.3.8")), .builds, saying: "Gemfile.lock asks for 3.3"),
        HerokuQuestion("windows line endings", app(lock().replacing("\n", with: "\r\n")), .builds, saying: "Gemfile.lock asks for 3.3"),
        HerokuQuestion("no ruby version", app(lock(["rack (3.1.8)"], nil)), .builds, saying: "Gemfile.lock names no version of Ruby"),
        HerokuQuestion(
            "windows_lockfile",
            app(lock(["rack (3.1.8)"], "   ruby 3.3.8p144", platform: "x64-mingw32")),
            .builds,
            .refused,
            saying: "Gemfile.lock is locked for other machines than Linux",
            why: "Bundler refuses it in the middle of the build: it is said before, with the command that helps"
        ),
        HerokuQuestion("puma 7.0.0 with a persistent timeout", app(lock(["puma (7.0.0)"])), .refused, saying: "bundle update puma"),
        HerokuQuestion(
            "bad binstubs",
            app(lock(), ["bin/rake": "#!/usr/bin/env ruby2.5\n"]),
            .builds,
            saying: "begins with a Ruby of one version"
        ),
        HerokuQuestion("no rakefile", app(lock(["rake (13.2.1)"])), .builds),
        HerokuQuestion(
            ".ruby-version beside a lock",
            app(lock(), [".ruby-version": "3.4.2\n"]),
            .builds,
            saying: "Gemfile.lock asks for 3.3"
        ),
        HerokuQuestion(
            ".ruby-version that is no version",
            app(lock(), [".ruby-version": ">= 3\n"]),
            .builds,
            saying: "Gemfile.lock asks for 3.3"
        ),
    ]

    @Test(arguments: questions) func `are answered`(question: HerokuQuestion) throws {
        try question.check("ruby") { $0.lists = Fixture.lists(["ruby": ["4.0.5", "3.4.9", "3.3.11", "3.2.11"], "nodejs": ["24.19.0+"]]) }
    }

    @Test func `are all here`() { #expect(Set(Self.questions.map(\.testDescription)).count == 33) }
}
