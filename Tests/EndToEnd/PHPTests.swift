import Linux
import Model
import Testing

@Suite("PHP apps") struct PHPTests {
    @Test func `Twig: packages, a compile script, nginx with an own configuration`() throws {
        let mirror = try Mirror(.php)
        let platform = try Installation(mirrors: [mirror])
        try platform.create("shop")
        let app = try mirror.app("php", for: platform)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "PHP app detected", "Using PHP 8.4 (composer.json asks for ^8.2)", "composer install --no-dev", "Installing twig/twig",
                "Generating optimized autoload files", "The templates are compiled", "Procfile declares types -> web",
            ]
        )
        #expect(try platform.get("shop", "/a/b") == (200, "<h1>Twig on PHP 8.4</h1>\n<p>/a/b</p>\n"))
        #expect(try platform.renga("logs", "-a", "shop").text.contains("sample.INFO: shown {\"path\":\"/a/b\"}"))

        try app.commit(["templates/page.html.twig": "<h1>Still Twig</h1>\n"])
        let asked = try mirror.requests().count
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Installing dependencies with Composer"])
        #expect(try platform.get("shop").body == "<h1>Still Twig</h1>\n")
        #expect(try mirror.requests().count == asked, "nothing was fetched")

        let json = try Files.text(app.directory + "/composer.json")
        try app.commit(["composer.json": json.replacing("\"ext-mbstring\"", with: "\"ext-ev\": \"*\",\n        \"ext-mbstring\"")])
        try platform.expectRefusal(of: app, to: "shop", saying: ["ext-ev", "packages: {run: [php-ev]}"])
    }

    @Test func `a page: Apache and nginx show what is public, and end in peace`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let page =
            "<?php error_log('seen'); echo 'PHP ', $_SERVER['HTTP_AUTHORIZATION'] ?? '';\n"
        let app = try SampleApp([
            "index.php": page, "style.css": "h1 {}\n", ".env": "no\n", "composer.json": "{}", "vendor/x.txt": "no\n",
            ".well-known/x": "yes\n", "public/index.php": "<?php echo 'public';\n",
        ])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["PHP app detected", "Default types for buildpack -> web"])
        func seen() throws -> Int {
            try platform.renga("logs", "-a", "shop", "-n", "1000").text.split(separator: "\n").count { $0.contains("seen") }
        }
        for server in ["apache2", "nginx"] {
            let before = try seen()
            if server == "nginx" {
                try app.commit(["Procfile": "web: vendor/bin/heroku-php-nginx\n"])
                try platform.expectDeploy(of: app, to: "shop")
            }
            #expect(try platform.get("shop") == (200, "PHP "), "\(server)")
            #expect(try platform.fetch("shop.localhost", "/", ["-H", "Authorization: Bearer x"]).body == "PHP Bearer x", "\(server)")
            #expect(try platform.get("shop", "/style.css").body == "h1 {}\n" && platform.get("shop", "/.well-known/x").body == "yes\n")
            for hidden in ["/.env", "/composer.json", "/vendor/x.txt", "/nothing.php", "/nothing"] {
                #expect(try [403, 404].contains(platform.get("shop", hidden).status), "\(server) shows \(hidden)")
            }
            try eventually("what PHP says is in the log") { try seen() > before }
        }
        try app.commit(["Procfile": "web: heroku-php-apache2 -C no-such.conf public/\n"])
        let refused = try platform.push(app, to: "shop")
        #expect(!refused.status.isSuccess)
        expect(refused.text, has: ["-C: there is no file `no-such.conf` in /app"])
        try app.commit(["Procfile": "web: heroku-php-apache2 public/\n"])
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "public"))
    }
}
