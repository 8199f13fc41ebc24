extension RefusedTree {
    private static let lock = "GEM\n  specs:\n\nPLATFORMS\n  x86_64-linux\n\nDEPENDENCIES\n"
    private static func lock(_ gem: String) -> String { lock.replacing("specs:\n", with: "specs:\n    \(gem)\n") }
    private static func gems(_ lock: String?) -> [String: String] {
        ["Gemfile": "", "Gemfile.lock": lock, "Procfile": "web: bundle exec puma\n"].compactMapValues { $0 }
    }

    static let ruby = [
        RefusedTree(
            "there is no Gemfile.lock, so that nobody knows which versions of gems the app was made with",
            gems(nil),
            ["Gemfile.lock": lock]
        ),
        RefusedTree(
            "Gemfile.lock has the marks of a merge that is not finished",
            gems("<<<<<<< HEAD\n\(lock)=======\n>>>>>>> other\n"),
            ["Gemfile.lock": lock]
        ),
        RefusedTree(
            "another Ruby than the standard one (MRI) is locked, which is not to be had here",
            gems(lock + "\nRUBY VERSION\n   ruby 3.1.4p0 (jruby 9.4.8.0)\n"),
            ["Gemfile.lock": lock + "\nRUBY VERSION\n   ruby 3.3.8p144\n"]
        ),
        RefusedTree(
            "Gemfile.lock is locked for other machines than Linux",
            gems(lock.replacing("x86_64-linux", with: "arm64-darwin-23")),
            ["Gemfile.lock": lock.replacing("x86_64-linux", with: "arm64-darwin-23\n  x86_64-linux")]
        ),
        RefusedTree(
            "Puma 7.0.0 to 7.0.2 does not start where PUMA_PERSISTENT_TIMEOUT is set, as it is here",
            gems(lock("puma (7.0.1)")),
            ["Gemfile.lock": lock("puma (7.1.0)")]
        ),
        RefusedTree(
            "this version of Sprockets shows any file of the app to anybody while it compiles assets on demand (CVE-2018-3760)",
            gems(lock("sprockets (3.7.1)")).merging(["config/environments/production.rb": "  config.assets.compile = true\n"]) { $1 },
            ["Gemfile.lock": lock("sprockets (3.7.5)")],
            ["config/environments/production.rb": "\n"]
        ),
    ]
}
