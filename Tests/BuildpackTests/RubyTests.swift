import Model
import Planning
import Testing

/// The smallest tree for each question, with the verdict of Heroku's own buildpack; what is meant otherwise says why.
@Suite("The Ruby buildpack") struct RubyTests {
    private static let gemfile = "source \"https://rubygems.org\"\n"

    private static func lock(_ gems: [String], ruby: String? = "3.3.8p144", platforms: [String] = ["ruby"], before: String = "") -> String {
        before + "GEM\n  remote: https://rubygems.org/\n  specs:\n" + gems.map { "    \($0)\n      other (>= 1)\n" }.joined()
            + "\nPLATFORMS\n" + platforms.map { "  \($0)\n" }.joined() + "\nDEPENDENCIES\n  other\n"
            + (ruby.map { "\nRUBY VERSION\n   ruby \($0)\n" } ?? "") + "\nBUNDLED WITH\n   2.6.7\n"
    }

    private static func files(_ gems: [String], _ more: [String: String] = [:]) -> [String: String] {
        ["Gemfile": gemfile, "Gemfile.lock": lock(gems)].merging(more) { $1 }
    }

    private func web(_ gems: [String], _ more: [String: String] = [:]) throws -> String? {
        try Fixture.plan(Self.files(gems, more)).processes.first { $0.type == "web" }?.command
    }

    @Test func `a Rails app is served by its own server, and has all that Rails asks of a platform`() throws {
        let rails = ["bin/rails": "#!/usr/bin/env ruby\n", "Rakefile": "", "config.ru": "", "config/application.rb": ""]
        let plan = try Fixture.plan(Self.files(["railties (7.2.2)", "rack (3.1)", "rake (13.2.1)", "puma (7.0.4)"], rails))
        #expect(plan.buildpacks.map(\.id) == ["ruby"])
        #expect(plan.processes.map(\.command) == ["bin/rails server -p ${PORT:-5000} -e $RAILS_ENV"])
        #expect(plan.steps.map(\.name) == ["Installing gems with Bundler", "Precompiling assets"])
        for name in ["RAILS_ENV", "RACK_ENV"] { #expect(plan.environment[name] == "production") }
        for name in ["RAILS_SERVE_STATIC_FILES", "RAILS_LOG_TO_STDOUT"] { #expect(plan.environment[name] == "enabled") }
        #expect(plan.environment["MALLOC_ARENA_MAX"] == "2" && plan.environment["PUMA_PERSISTENT_TIMEOUT"] == "95")
        #expect(plan.environment["BUNDLE_WITHOUT"] == "development:test" && plan.environment["BUNDLE_DEPLOYMENT"] == "1")
        #expect(plan.versions.map(\.version) == ["3.3"])
        #expect(
            try web(["railties (4.2.0)", "rack (1.6)"], ["config.ru": ""]) == "bundle exec rails server -p ${PORT:-5000} -e $RAILS_ENV"
        )
    }

    @Test func `a Gemfile that names one Ruby gets that one, since Debian's moves within its line`() throws {
        let files = Self.files(["rack (3.1)"], ["Gemfile": Self.gemfile + "ruby \"3.3.8\"\n", "Procfile": "web: x\n"])
        let plan = try Fixture.plan(files) { $0.lists = Fixture.lists(["ruby": ["3.3.14", "3.3.8"]]) }
        #expect(plan.versions.map(\.version) == ["3.3.8"] && plan.archives.map(\.version) == ["3.3.8"])
    }

    @Test func `the secret of Rails is made for the app, and is neither in the plan nor seen by a step`() throws {
        let plan = try Fixture.plan(Self.files(["railties (7.2.2)", "rake (13)"], ["Rakefile": ""]))
        #expect(plan.secrets == ["SECRET_KEY_BASE": 64] && plan.environment["SECRET_KEY_BASE"] == nil)
        for step in plan.steps { #expect(step.environment["SECRET_KEY_BASE"] == String(repeating: "0", count: 128)) }
        #expect(plan.page.contains("  SECRET_KEY_BASE=(made once for the app, of 64 random bytes)"))
        #expect(try Fixture.plan(Self.files(["rack (3.1)"])).secrets.isEmpty, "nobody else asks for it")
        let own = "env: {SECRET_KEY_BASE: of the app's own}\n"
        let said = try Fixture.plan(Self.files(["railties (7.2.2)"], [RengaFile.fileName: own]))
        #expect(said.secrets.isEmpty && said.environment["SECRET_KEY_BASE"] == "of the app's own")
    }

    @Test func `a Rack app is served by the server that is locked`() throws {
        let rack = ["config.ru": "run ->(env) { [200, {}, []] }\n"]
        #expect(try web(["rack (3.1)"], rack) == "bundle exec rackup config.ru -o 0.0.0.0 -p ${PORT:-5000}")
        #expect(try web(["rack (3.1)", "thin (1.8.2)"], rack) == "bundle exec thin start -R config.ru -e $RACK_ENV -p ${PORT:-5000}")
        #expect(try web(["rack (3.1)", "puma (6.6.0)"], rack) == "bundle exec puma -p ${PORT:-5000}")
        #expect(try web(["rack (3.1)", "unicorn (6.1.0)"], rack) == "bundle exec unicorn -p ${PORT:-5000}")
        #expect(try web(["sinatra (4.1.1)"], ["app.rb": "require \"sinatra\"\nget(\"/\") { }\n"])?.contains("bundle exec ruby") == true)
        let workers = [
            "delayed_job (4)": "bundle exec rake jobs:work", "sidekiq (7)": "bundle exec sidekiq", "solid_queue (1)": "bin/jobs",
        ]
        for (gem, command) in workers {
            let plan = try Fixture.plan(Self.files([gem], ["bin/jobs": ""]))
            #expect(plan.processes.map(\.command) == [command] && plan.processes.map(\.type) == ["worker"])
        }
        #expect(try web(["other (1)"], ["app.rb": "puts 1\n"]) == nil)
        #expect(try web(["rack (3.1)"], ["Procfile": "web: ./serve\n"].merging(rack) { $1 }) == "./serve")
    }

    @Test func `only what Bundler reads is seen while gems are installed`() throws {
        func inputs(_ lock: String, _ more: [String: String] = [:]) throws -> [String]? {
            let app = ["Gemfile": Self.gemfile, "Gemfile.lock": lock, "app.rb": "", "engines/shop/lib/shop.rb": "", "lib/x.rb": ""]
            let step = try Fixture.plan(app.merging(more) { $1 }).steps[0]
            return step.seesWholeTree ? nil : step.inputs.map(\.path)
        }
        let gems = Self.lock(["rack (3.1)"])
        let vendored = ["vendor/cache/rack-3.1.gem": "", ".ruby-version": "3.3.8\n"]
        #expect(try inputs(gems, vendored) == [".ruby-version", "Gemfile", "Gemfile.lock", "vendor/cache/rack-3.1.gem"])
        let engine = Self.lock(["rack (3.1)"], before: "PATH\n  remote: engines/shop\n  specs:\n    shop (0.1)\n\n")
        #expect(try inputs(engine) == ["Gemfile", "Gemfile.lock", "engines/shop/lib/shop.rb"])
        let elsewhere = Self.lock(["rack (3.1)"], before: "PATH\n  remote: my/own\n  specs:\n    own (0.1)\n\n")
        #expect(try inputs(elsewhere) == nil)
        let itself = Self.lock(["rack (3.1)"], before: "PATH\n  remote: .\n  specs:\n    own (0.1)\n\n")
        #expect(try inputs(itself) == nil)
        #expect(try inputs(gems, ["Gemfile": Self.gemfile + "eval_gemfile \"gems.rb\"\n"]) == nil)
        #expect(try inputs(gems, ["Gemfile": Self.gemfile + "ruby File.read(\".ruby-version\")\n"]) != nil)
        #expect(try inputs(gems, ["Gemfile": Self.gemfile + "# File.read(\"x\")\n"]) != nil)
    }

    @Test(arguments: [
        ("pg (1.5.6)", ["libpq-dev"], ["libpq5"]), ("mysql2 (0.5.5)", ["libmariadb-dev"], ["libmariadb3"]),
        ("sqlite3 (1.7.3-x86_64-linux)", ["libsqlite3-dev"], ["libsqlite3-0"]), ("nokogiri (1.18.2)", ["libxml2-dev"], ["libxslt1.1"]),
        ("ruby-vips (2.2)", [], ["libvips42"]), ("rmagick (6.0)", ["libmagickwand-dev"], ["imagemagick"]),
        ("execjs (2.9)", ["nodejs"], ["nodejs"]), ("jsbundling-rails (1.3)", ["nodejs", "npm"], []),
    ]) func `a gem brings the libraries that it is made with`(gem: String, build: [String], run: [String]) throws {
        let plan = try Fixture.plan(Self.files([gem]))
        #expect(Set(plan.packages(for: .build) + plan.packages(for: .run)).isSuperset(of: build))
        #expect(Set(plan.packages(for: .run)).isSuperset(of: run))
        // A dependency of another gem is a line of its own; one that is only named brings nothing.
        let named = try Fixture.plan(Self.files(["other (1)\n      \(gem)"]))
        #expect(Set(named.packages(for: .run)).isDisjoint(with: run))
    }

    @Test func `assets are made where rake is locked, and not again where they are committed`() throws {
        func makes(_ gems: [String], _ more: [String: String]) throws -> Bool {
            try Fixture.plan(Self.files(gems, more)).steps.contains { $0.name == "Precompiling assets" }
        }
        #expect(try makes(["rake (13.2)"], ["Rakefile": ""]) && makes(["rake (13.2)"], ["rakefile.rb": ""]))
        #expect(try !makes(["rack (3.1)"], ["Rakefile": ""]) && !makes(["rake (13.2)"], [:]))
        #expect(try !makes(["rake (13.2)"], ["Rakefile": "", "public/assets/.sprockets-manifest-0a.json": "{}"]))
        #expect(try !makes(["rake (13.2)"], ["Rakefile": "", "public/assets/manifest-0a.json": "{}"]))
    }

    @Test func `what cannot be built is refused before anything runs, with the command that helps`() throws {
        #expect(try Fixture.refusal(["Gemfile": Self.gemfile]).hint?.contains("bundle lock") == true)
        func refusal(_ lock: String, _ more: [String: String] = [:]) throws -> Failure {
            try Fixture.refusal(["Gemfile": Self.gemfile, "Gemfile.lock": lock].merging(more) { $1 })
        }
        let mac = try refusal(Self.lock(["rack (3.1)"], platforms: ["arm64-darwin-24"]))
        #expect(mac.hint?.contains("bundle lock --add-platform x86_64-linux") == true)
        // What that command makes of it.
        for platform in ["x86_64-linux", "x86_64-linux-gnu", "ruby"] {
            _ = try Fixture.plan([
                "Gemfile": Self.gemfile, "Gemfile.lock": Self.lock(["rack (3.1)"], platforms: ["arm64-darwin-24", platform]),
            ])
        }
        #expect(try refusal(Self.lock(["rack (3.1)"], ruby: "3.1.4p0 (jruby 9.4.8.0)")).page.contains("MRI"))
        #expect(try refusal("<<<<<<< HEAD\n" + Self.lock([])).message.contains("merge"))
        #expect(try refusal(Self.lock(["puma (7.0.1)"])).hint?.contains("bundle update puma") == true)
        _ = try Fixture.plan(Self.files(["puma (7.0.3)"]))
        let compiling = ["config/environments/production.rb": "Rails.application.configure do\n  config.assets.compile = true\nend\n"]
        #expect(try refusal(Self.lock(["sprockets (3.7.1)"]), compiling).message.contains("CVE-2018-3760"))
        _ = try Fixture.plan(Self.files(["sprockets (3.7.1)"]))
        let safe = try Fixture.plan(Self.files(["sprockets (3.7.2)"], compiling))
        #expect(safe.warnings.contains { $0.message.contains("config.assets.compile") })
    }

    @Test(arguments: ["   ruby 3.3.5p100", "   ruby 3.3.0.rc1", "  ruby 3.3.0", "   ruby 3.3.5p100\r"])
    func `a version is read in each form that Bundler has had`(line: String) throws {
        let lock = Self.lock(["rack (3.1)"], ruby: nil) + "\nRUBY VERSION\n\(line)\n"
        let plan = try Fixture.plan(["Gemfile": Self.gemfile, "Gemfile.lock": lock])
        #expect(plan.versions.map(\.because) == ["Gemfile.lock asks for 3.3"])
        #expect(!plan.warnings.contains { $0.message.contains("names no version") })
    }

    @Test func `a line of Ruby that nobody has is refused where it is locked`() throws {
        let refusal = try Fixture.refusal(["Gemfile": Self.gemfile, "Gemfile.lock": Self.lock(["rack (3.1)"], ruby: "2.7.8p225")])
        #expect(refusal.message.contains("Gemfile.lock:") && refusal.message.contains("Ruby 2.7"))
    }

    @Test func `one version in the Gemfile has to be that, which Bundler checks`() throws {
        let lists = Fixture.lists(["ruby": ["3.4.9", "3.3.11", "3.2.11"]])
        func version(_ line: String, _ locked: String) throws -> String? {
            let files = ["Gemfile": Self.gemfile + line, "Gemfile.lock": Self.lock(["rack (3.1)"], ruby: locked)]
            return try Fixture.plan(files) { $0.lists = lists }.versions.first?.version
        }
        #expect(try version("ruby \"3.3.11\"\n", "3.3.11p1") == "3.3.11")
        #expect(try version("ruby \"~> 3.3\"\n", "3.3.11p1") == "3.3", "Debian's, which it mends")
        #expect(try version("", "3.3.11p1") == "3.3")
        #expect(try version("ruby \"~> 3.4\"\n", "3.4.7p1") == "3.4.9")
    }

    @Test(arguments: [
        "ruby file: \".ruby-version\"\n", "ruby(file: '.ruby-version')\n", "ruby :file => \".ruby-version\"\n",
        "ruby File.read(\".ruby-version\").strip\n",
    ]) func `one in a file that the Gemfile names is as good as one in it`(line: String) throws {
        let lists = Fixture.lists(["ruby": ["3.4.9", "3.3.11", "3.3.7"]])
        func version(_ text: String, _ gemfile: String) throws -> String? {
            let files = [
                "Gemfile": Self.gemfile + gemfile, "Gemfile.lock": Self.lock(["rack (3.1)"], ruby: "3.3.7p1"), ".ruby-version": text,
            ]
            return try Fixture.plan(files) { $0.lists = lists }.versions.first?.version
        }
        #expect(try version("ruby-3.3.7\n", line) == "3.3.7" && version("3.3.7\n", line) == "3.3.7")
        #expect(try version("3.3\n", line) == "3.3", "a line is a line")
        #expect(try version("3.3.7\n", "") == "3.3", "nothing is held against a file that nobody reads")
    }

    @Test func `what is odd about a commit is said, and builds`() throws {
        func warnings(_ more: [String: String], _ lock: String = Self.lock(["rack (3.1)"])) throws -> String {
            let plan = try Fixture.plan(["Gemfile": Self.gemfile, "Gemfile.lock": lock].merging(more) { $1 })
            return plan.warnings.map { "\($0.message) \($0.hint ?? "")" }.joined(separator: "\n")
        }
        #expect(try !warnings([:]).contains("commit"))
        #expect(try warnings(["vendor/bundle/ruby/x": ""]).contains("git rm -r --cached vendor/bundle"))
        #expect(try warnings([".bundle/config": "---\n"]).contains("git rm --cached .bundle/config"))
        #expect(try warnings(["bin/rake": "#!/usr/bin/env ruby2.5\n"]).contains("#!/usr/bin/env ruby"))
        #expect(try warnings([:], Self.lock(["asset_sync (2.0)"])).contains("asset_sync"))
        #expect(try warnings([:], Self.lock(["rack (3.1)"], ruby: nil)).contains("names no version of Ruby"))
    }
}
