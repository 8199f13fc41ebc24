import Model
import Planning
import Testing

/// What is written where it goes away: each warning of a shipped buildpack, and what keeps it from being said.
@Suite("Warnings of what a dyno writes") struct StorageWarningTests {
    struct Writing: CustomTestStringConvertible {
        let buildpack: String
        let says: String
        let files: [String: String]
        /// The same app that keeps it elsewhere.
        let others: [String: String]
        /// The folder in which what is written lies; nil: any may be the one.
        var place: String?
        /// Config vars that say so.
        var config: [String: String] = [:]
        /// Config vars of which any says that it is elsewhere.
        var unless: [String] = []

        var testDescription: String { "\(buildpack): \(says)" }
    }

    private static func django(_ line: String) -> [String: String] {
        [
            "requirements.txt": "django\ngunicorn\n",
            "manage.py": "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n",
            "site/settings.py": "WSGI_APPLICATION = 'site.wsgi.application'\n\(line)\n",
        ]
    }
    private static let flask = ["requirements.txt": "flask\ngunicorn\n", "Procfile": "web: gunicorn app:app\n"]
    private static let rails = [
        "Gemfile": "", "Gemfile.lock": "GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n", "Procfile": "web: bundle exec puma\n",
    ]
    private static let php = ["composer.json": "{}", "index.php": "<?php\n"]
    private static let node = ["package-lock.json": "{}", "server.js": ""]

    static let all: [Writing] = [
        Writing(
            buildpack: "python",
            says: "the settings name SQLite",
            files: django("    'ENGINE': 'django.db.backends.sqlite3',\n    'NAME': BASE_DIR / 'state/db.sqlite3',"),
            others: django("    # 'ENGINE': 'django.db.backends.sqlite3',"),
            place: "/app/state",
            unless: ["DATABASE_URL"]
        ),
        Writing(
            buildpack: "python",
            says: "uploads are kept at MEDIA_ROOT",
            files: django("MEDIA_ROOT = BASE_DIR / 'media'"),
            others: django(""),
            place: "/app/media"
        ),
        Writing(
            buildpack: "python",
            says: "SQLite is named in the app",
            files: flask.merging(["app.py": "url = os.environ.get('DATABASE_URL', 'sqlite:////data/shop.db')\n"]) { $1 },
            others: flask.merging(["app.py": "url = 'sqlite:///:memory:'\n"]) { $1 },
            place: "/data",
            unless: ["DATABASE_URL", "SQLALCHEMY_DATABASE_URI"]
        ),
        Writing(
            buildpack: "ruby",
            says: "config/database.yml names SQLite for production",
            files: rails.merging(["config/database.yml": "production:\n  database: storage/production.sqlite3\n"]) { $1 },
            others: rails.merging(["config/database.yml": "test:\n  database: storage/test.sqlite3\n"]) { $1 },
            place: "/app/storage",
            unless: ["DATABASE_URL"]
        ),
        Writing(
            buildpack: "ruby",
            says: "uploads are kept on local disk",
            files: rails.merging([
                "config/environments/production.rb": "  config.active_storage.service = :local\n",
                "db/schema.rb": "  create_table \"active_storage_blobs\"\n",
                "config/storage.yml": """
                test:
                  root: <%= Rails.root.join("tmp/storage") %>
                local:
                  root: <%= Rails.root.join("uploads") %>

                """,
            ]) { $1 },
            others: rails.merging(["config/environments/production.rb": "  config.active_storage.service = :local\n"]) { $1 },
            place: "/app/uploads"
        ),
        Writing(
            buildpack: "php",
            says: "config/database.php names SQLite",
            files: php.merging(["config/database.php": "'default' => env('DB_CONNECTION', 'sqlite'),\n"]) { $1 },
            others: php.merging(["config/database.php": "'default' => env('DB_CONNECTION', 'pgsql'),\n"]) { $1 },
            place: "/app/data",
            config: ["DB_DATABASE": "/app/data/database.sqlite"],
            unless: ["DB_CONNECTION", "DB_URL", "DATABASE_URL"]
        ),
        Writing(
            buildpack: "nodejs",
            says: "SQLite is among the dependencies",
            files: node.merging(["package.json": #"{"dependencies": {"better-sqlite3": "11"}}"#]) { $1 },
            others: node.merging(["package.json": #"{"dependencies": {"pg": "8"}}"#]) { $1 }
        ),
    ]

    private func warning(_ writing: Writing, _ files: [String: String]) throws -> BuildPlan.Warning? {
        try Fixture.plan(files).warnings.first { $0.message.hasPrefix(writing.says) }
    }

    @Test(arguments: all) func `are said where it goes away, and not where it is kept`(writing: Writing) throws {
        let warning = try #require(try warning(writing, writing.files))
        #expect(warning.holds([:]) && warning.hint?.contains("storage:add") == true)
        let other = try StorageFolder("other:/app/elsewhere")
        let right = try StorageFolder("right:\(writing.place ?? "/any")")
        #expect(!warning.holds(writing.config, folders: [other, right]))
        // A folder in which it does not lie keeps nothing of it.
        #expect(warning.holds(writing.config, folders: [other]) == (writing.place != nil))
        let hint = warning.hint(writing.config, folders: [other]) ?? ""
        #expect(hint.contains("what stays is /app/elsewhere") == (writing.place != nil), "\(hint)")
        for name in writing.unless { #expect(!warning.holds([name: "x"]), "\(name)") }
        #expect(try self.warning(writing, writing.others) == nil)
    }

    @Test func `a path that is not plain text may lie in any folder, and a config var that is not set in none`() throws {
        let folder = try StorageFolder("data:/app/data")
        let computed = Writing(
            buildpack: "python",
            says: "the settings name SQLite",
            files: Self.django("    'ENGINE': 'django.db.backends.sqlite3',\n    'NAME': os.environ['DB_FILE'],"),
            others: [:]
        )
        #expect(try warning(computed, computed.files)?.holds([:], folders: [folder]) == false)
        let laravel = try #require(Self.all.first { $0.buildpack == "php" })
        #expect(try warning(laravel, laravel.files)?.holds([:], folders: [folder]) == true)
    }

    @Test func `have a tree here, each`() throws {
        let declared = try Fixture.settings().buildpacks.flatMap { buildpack in
            buildpack.warnings.filter(\.isOfStorage).map { notice in
                Self.all.contains { $0.buildpack == buildpack.id && notice.message.hasPrefix($0.says) && $0.unless == notice.unless }
            }
        }
        #expect(declared == Array(repeating: true, count: Self.all.count))
    }
}
