import Model
import Planning
import Testing

/// What the specs of Heroku's PHP buildpack ask of a plan (`test/spec`, July 2026), each with our own smallest tree.
@Suite("Heroku's PHP specs") struct HerokuPHPTests {
    private static func composer(_ json: String, _ lock: String? = "{\n    \"packages\": []\n}\n", _ more: [String: String] = [:])
        -> [String: String]
    {
        var files = ["composer.json": json, "index.php": "<?php"]
        files["composer.lock"] = lock
        return files.merging(more) { $1 }
    }
    private static func locked(_ name: String, plugin api: String = "2.6.0") -> String {
        "{\n    \"packages\": [\n        {\n            \"name\": \"\(name)\"\n        }\n    ],\n    \"plugin-api-version\": \"\(api)\"\n}\n"
    }

    static let questions = [
        HerokuQuestion("default: just an index.php", ["index.php": "<?php"], .builds, saying: "web  heroku-php-apache2"),
        HerokuQuestion(
            "php-getting-started",
            composer(#"{"require": {"php": "^8.1"}}"#, "{}", ["Procfile": "web: heroku-php-apache2 web/\n"]),
            .builds
        ),
        HerokuQuestion("basic_lock_v2lts", composer("{}", locked("monolog/monolog", plugin: "2.2.0")), .builds),
        HerokuQuestion("basic_lock_v2", composer("{}", locked("monolog/monolog", plugin: "2.3.0")), .builds),
        HerokuQuestion("basic_lock_v2.999", composer("{}", locked("monolog/monolog", plugin: "2.999.0")), .builds),
        HerokuQuestion("basic_lock_v1", composer("{}", locked("monolog/monolog", plugin: "1.1.0")), .builds),
        HerokuQuestion("basic_lock_oldv1", composer("{}", locked("monolog/monolog", plugin: "1.0.0")), .builds),
        HerokuQuestion(
            "compile_script",
            composer(#"{"scripts": {"compile": ["php x.php"]}}"#),
            .builds,
            saying: "Compiling with Composer"
        ),
        HerokuQuestion("a failing compile script", composer(#"{"scripts": {"compile": ["false"]}}"#), .builds),
        HerokuQuestion("faulty_plugin", composer("{}", locked("x/plugin")), .builds),
        HerokuQuestion("composer.json is malformed", composer("{\n  \"require\": {,\n}"), .refused, saying: "composer.json:2:"),
        HerokuQuestion(
            "composer.lock is malformed",
            composer("{}", "{\n  \"packages\": [,\n}"),
            .refused,
            .builds,
            why: "Composer says it itself, in the build"
        ),
        HerokuQuestion("composer.lock is missing", composer(#"{"require": {"x/y": "*"}}"#, nil), .refused, saying: "composer update"),
        HerokuQuestion("php in require-dev alone", composer(#"{"require-dev": {"php": "^8.2"}}"#), .refused, saying: "require-dev"),
        HerokuQuestion("a slug used as the app's source", ["index.php": "", ".heroku/php/bin/php": ""], .refused, saying: "git rm"),
        HerokuQuestion(
            "heroku/heroku-buildpack-php in require",
            composer(#"{"require": {"heroku/heroku-buildpack-php": "*"}}"#),
            .refused,
            saying: "composer remove"
        ),
        HerokuQuestion(
            "mycomposer.json: platform requirements that nobody meets",
            composer(#"{"require": {"php": "^4.0"}}"#),
            .refused,
            saying: "PHP ^4.0"
        ),
        HerokuQuestion("PHP 8.4", composer(#"{"require": {"php": "~8.4.0"}}"#), .builds, saying: "PHP 8.4"),
        HerokuQuestion(
            "PHP 8.1",
            composer(#"{"require": {"php": "~8.1.0"}}"#),
            .builds,
            .refused,
            saying: "asks for PHP ~8.1.0; the stack debian-13 has 8.4",
            why: "PHP comes from the stacks alone: 8.4 on Debian 13, 8.2 on Debian 12"
        ),
        HerokuQuestion(
            "PHP 8.2",
            composer(#"{"require": {"php": "~8.2.0"}}"#, "{}", ["renga.yml": "stack: debian-12\n"]),
            .builds,
            saying: "PHP 8.2"
        ),
        HerokuQuestion(
            "PHP 8.3",
            composer(#"{"require": {"php": "~8.3.0"}}"#),
            .builds,
            .refused,
            saying: "asks for PHP ~8.3.0",
            why: "as with PHP 8.1"
        ),
        HerokuQuestion(
            "PHP 8.5",
            composer(#"{"require": {"php": "~8.5.0"}}"#),
            .builds,
            .refused,
            saying: "asks for PHP ~8.5.0",
            why: "as with PHP 8.1"
        ),
        HerokuQuestion(
            "polyfills",
            composer(#"{"require": {"symfony/polyfill-mbstring": "*"}}"#, locked("symfony/polyfill-mbstring")),
            .builds
        ),
        HerokuQuestion(
            "extensions",
            composer(#"{"require": {"ext-redis": "*", "ext-intl": "*"}}"#, "{}"),
            .builds,
            saying: "php-redis"
        ),
        HerokuQuestion("vendor committed", composer("{}", "{}", ["vendor/autoload.php": ""]), .builds, saying: "vendor"),
        HerokuQuestion(
            "minimum-stability without prefer-stable",
            composer(#"{"minimum-stability": "dev"}"#),
            .builds,
            saying: "minimum-stability"
        ),
        HerokuQuestion(
            "bootopts: nginx by a Procfile",
            ["index.php": "", "Procfile": "web: heroku-php-nginx -C conf/x.conf docroot/\n"],
            .builds
        ),
        HerokuQuestion("sigterm", composer("{}", "{}", ["fpm.request_slowlog_timeout.conf": ""]), .builds),
    ]

    @Test(arguments: questions) func `are answered`(question: HerokuQuestion) throws { try question.check("php") { _ in } }

    @Test func `are all here`() { #expect(Set(Self.questions.map(\.testDescription)).count == 28) }
}
