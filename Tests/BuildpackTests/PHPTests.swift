import Model
import Planning
import Testing

/// The smallest tree for each question, with the verdict of Heroku's own buildpack; what is meant otherwise says why.
@Suite("The PHP buildpack") struct PHPTests {
    private static func lock(_ packages: String...) -> String {
        "{\n    \"packages\": [\n" + packages.map { "        {\n            \"name\": \"\($0)\"\n        }" }.joined(separator: ",\n")
            + "\n    ]\n}\n"
    }

    private func web(_ files: [String: String]) throws -> String? {
        try Fixture.plan(files).processes.first { $0.type == "web" }?.command
    }

    @Test func `a page is enough`() throws {
        let plan = try Fixture.plan(["index.php": "<?php"])
        #expect(plan.buildpacks.map(\.id) == ["php"] && plan.processes.map(\.command) == ["heroku-php-apache2"])
        #expect(plan.steps.map(\.name) == ["Adding heroku-php-apache2 and heroku-php-nginx"])
        #expect(plan.environment["PATH"]?.hasPrefix("/app/.heroku/php/bin:/app/vendor/bin:") == true)
        #expect(Set(plan.packages(for: .run)).isSuperset(of: ["php-cli", "php-fpm", "apache2", "nginx"]))
        #expect(plan.versions.map(\.version) == ["8.4"])
        #expect(try Fixture.plan(["composer.json": "{}"]).steps.map(\.name) == ["Adding heroku-php-apache2 and heroku-php-nginx"])
    }

    @Test func `packages are installed without the app, and its classes found with it`() throws {
        let app = ["composer.json": #"{"require": {"php": "^8.2"}}"#, "composer.lock": Self.lock("twig/twig"), "src/A.php": "<?php"]
        let plan = try Fixture.plan(app)
        #expect(plan.steps.map(\.name).dropFirst() == ["Installing dependencies with Composer", "Finishing dependencies with Composer"])
        #expect(plan.steps[1].inputs.map(\.path) == ["composer.json", "composer.lock"] && plan.steps[2].seesWholeTree)
        let plugin = "{\"packages\": [\n{\"name\": \"symfony/flex\",\n\"type\": \"composer-plugin\"}]}\n"
        for more in [["composer.lock": plugin], ["composer.json": #"{"repositories": [{"type": "path", "url": "lib"}]}"#]] {
            let whole = try Fixture.plan(app.merging(more) { $1 })
            #expect(whole.steps.filter { $0.name.hasSuffix("with Composer") }.map(\.seesWholeTree) == [true])
        }
    }

    @Test func `compile is run where composer.json has it`() throws {
        let plan = try Fixture.plan(["composer.json": #"{"scripts": {"compile": "php x.php"}}"#])
        #expect(plan.steps.contains { $0.name == "Compiling with Composer" && $0.seesWholeTree && $0.config.contains("*") })
    }

    @Test func `an extension that is required is installed, and one that is only suggested is not`() throws {
        let json = "{\n\"require\": {\n\"ext-gd\": \"*\",\n\"ext-pcntl\": \"*\"\n}\n}\n"
        let lock =
            "{\"packages\": [{\n\"require\": {\n\"ext-intl\": \">=1\"\n},\n\"suggest\": {\n\"ext-amqp\": \"Allow sending to a queue\"\n}\n}]}"
        let plan = try Fixture.plan(["composer.json": json, "composer.lock": lock])
        #expect(Set(plan.packages(for: .run)).isSuperset(of: ["php-gd", "php-intl"]))
        #expect(!plan.packages(for: .run).contains("php-amqp") && !plan.packages(for: .run).contains("php-pcntl"), "PHP has it")
    }

    @Test func `a framework is served from the folder that its guide gives`() throws {
        let lock = Self.lock("laravel/framework")
        let laravel = try Fixture.plan(["artisan": "", "public/index.php": "", "composer.json": "{}", "composer.lock": lock])
        #expect(laravel.processes.map(\.command) == ["heroku-php-apache2 public/"])
        #expect(laravel.secrets == ["APP_KEY": 16] && laravel.environment["LOG_CHANNEL"] == "stderr")
        let symfony = try Fixture.plan([
            "public/index.php": "", "composer.json": "{}", "composer.lock": Self.lock("symfony/framework-bundle"),
        ])
        #expect(symfony.processes.map(\.command) == ["heroku-php-apache2 -C .heroku/php/front.conf public/"])
        #expect(symfony.environment["APP_ENV"] == "prod" && symfony.secrets == ["APP_SECRET": 16])
        #expect(try web(["composer.json": "{}", "public/index.php": ""]) == "heroku-php-apache2 -C .heroku/php/front.conf public/")
        #expect(try web(["composer.json": "{}", "web/index.php": ""]) == "heroku-php-apache2 -C .heroku/php/front.conf web/")
        #expect(try web(["index.php": "", "webroot/index.php": ""]) == "heroku-php-apache2 -C .heroku/php/front.conf webroot/")
        #expect(try web(["index.php": "", "wp-load.php": ""]) == "heroku-php-apache2 -C .heroku/php/front.conf")
        #expect(try web(["index.php": "", "public/index.php": ""]) == "heroku-php-apache2", "which of them, nobody can say")
        #expect(try web(["index.php": "", "Procfile": "web: vendor/bin/heroku-php-nginx\n"]) == "vendor/bin/heroku-php-nginx")
    }

    @Test func `what cannot be built is refused before anything runs, with the command that helps`() throws {
        let unlocked = try Fixture.refusal(["composer.json": #"{"require": {"twig/twig": "^3"}}"#])
        #expect(unlocked.hint?.hasPrefix("composer update\n") == true)
        #expect(try Fixture.refusal(["composer.json": "{\n"]).message.hasPrefix("composer.json:"))
        let dev = #"{"require-dev": {"php": "^8.2"}}"#
        #expect(try Fixture.refusal(["composer.json": dev]).message.contains("require-dev"))
        let own = #"{"require": {"heroku/heroku-buildpack-php": "*"}}"#
        #expect(try Fixture.refusal(["composer.json": own, "composer.lock": "{}"]).hint?.contains("composer remove") == true)
        #expect(try Fixture.refusal(["index.php": "", ".heroku/php/bin/x": ""]).hint?.contains("git rm") == true)
        #expect(try Fixture.refusal(["composer.json": "{}", "composer.lock": "{\n<<<<<<< HEAD\n"]).message.contains("merge"))
        let old = try Fixture.refusal(["composer.json": #"{"require": {"php": "^7.4"}}"#, "composer.lock": "{}"])
        #expect(old.message.contains("PHP ^7.4"))
    }

    @Test func `what is odd about a commit is said, and builds`() throws {
        let vendored = try Fixture.plan(["index.php": "", "vendor/autoload.php": ""])
        #expect(vendored.warnings.contains { $0.hint?.contains("git rm -r --cached vendor") == true })
        let unstable = try Fixture.plan(["composer.json": "{\"minimum-stability\": \"dev\"}"])
        #expect(unstable.warnings.contains { $0.hint?.contains("prefer-stable") == true })
        #expect(try Fixture.plan(["composer.json": "{\"minimum-stability\": \"dev\",\n\"prefer-stable\": true}"]).warnings.isEmpty)
    }
}
