import Ledger
import Linux
import Model
import Testing

/// Heroku's interface of buildpacks, by small ones of our own: from a repository, an archive and a folder.
@Suite("Classic buildpacks") struct ClassicBuildpackTests {
    private static let noStep = ["server.py": SampleApps.shellServer, "removed": "x", "kept": "x"]

    /// Where buildpacks are reached though everything else is not.
    private func open(_ platform: Installation, _ server: GitServer) throws {
        let place = "https://\(platform.gateway):\(server.port)/"
        try platform.reconfigure("mirrors: {", to: "mirrors: {\"\(place)\": \"\(place)\", ")
        try platform.reconfigure("allow: [", to: "allow: [\"\(platform.gateway):\(server.port)\", ")
        try Files.replace(
            platform.root.configuration,
            with: try Files.text(platform.root.configuration) + "build: {ca_bundle: \(server.authority)}\n"
        )
        try platform.restartRunner()
    }

    private func commit(_ app: SampleApp) throws -> String { String(try app.head.prefix(8)) }

    @Test func `from repositories: what they find, export, leave and say, and what another push runs of them`() throws {
        let platform = try Installation()
        let server = try GitServer(at: platform.gateway)
        let (first, second) = (
            try ClassicBuildpacks.repository(ClassicBuildpacks.first), try ClassicBuildpacks.repository(ClassicBuildpacks.second)
        )
        try server.publish(first, as: "first")
        try server.publish(second, as: "second")
        try platform.create("shop")
        try open(platform, server)
        let base = "https://\(platform.gateway):\(server.port)"
        let name = "GIT_CRED__HTTPS__\(platform.gateway.replacing(".", with: "__"))__\(server.port)"
        try platform.renga("config:set", "\(name)=\(GitServer.user):\(GitServer.password)", "TOKEN=one\ntwo\n\n", "-a", "shop").check()
        try platform.renga("buildpacks:add", "\(base)/first.git#main", "-a", "shop").check()
        let added = try platform.renga("buildpacks:add", "\(base)/second.git", "-a", "shop").check()
        expect(added, has: ["Buildpack added. Next release on ⬢ shop will use:", "  1. \(base)/first.git#main", "  2. \(base)/second.git"])

        let app = try SampleApp(Self.noStep)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "-----> Using buildpacks:", "1. \(base)/first.git#main", "2. \(base)/second.git",
                "-----> Fetching the buildpack \(base)/first.git#main", "at commit \(try commit(first))", "-----> First app detected",
                "-----> Compiling in /tmp/build_", "       stack heroku-24, home /app, version \(try commit(app)), secret unset",
                "       files kept removed server.py", "       newlines kept", "       cached nothing", "-----> Second app detected",
                "       tool of first, said by first", "addons (heroku-postgresql): there are no add-ons here",
                "config_vars (A): config:set sets config vars", "Default types for buildpack -> web, worker",
            ]
        )
        let seen = try platform.inDyno(
            "shop",
            "echo $ORDER; ls -d /app/* | tr '\\n' ' '; /app/bin/tool; stat -c %u /app/bin/tool /app; ls -d /buildpack /env /exports 2>&1 | wc -l"
        )
        let uid = try platform.ledger().read { try $0.existing(platform.appName("shop")).uid }
        #expect(seen == "first second last\n/app/bin /app/kept /app/server.py /app/token tool of first\n\(uid)\n\(uid)\n3\n")

        // Nothing has changed at all: nothing runs.
        try app.commit([:])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Using cached: \(base)/first.git#main", "Using cached: \(base)/second.git", "Default types for buildpack -> web, worker"]
        )
        // The app has: both run, with what they have kept.
        try app.commit(["kept": "y"])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["(kept changed)", "First app detected", "cached more", "Second app detected", "tool of first"]
        )
        // The buildpack has.
        try second.commit(["note": "new"])
        try server.publish(second, as: "second")
        try app.commit([:])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "Fetching the buildpack \(base)/second.git", "at commit \(try commit(second))", "Using cached: \(base)/first.git#main",
                "(the buildpack changed)",
            ]
        )
        // Nobody can be asked: what is here counts.
        try platform.reconfigure("\"\(base)/\": \"\(base)/\"", to: "\"\(base)/\": \"https://127.0.0.1:9/\"")
        try app.commit(["kept": "z"])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["cannot be looked at: the commit \(try commit(first)) that is here counts", "First app detected"]
        )
        // The kernel takes a moment beside other builds.
        try eventually("nothing of the build is left") { try platform.buildLeftovers().isEmpty }
    }

    @Test func `from an archive: fetched for what it is, and kept while nobody can be asked`() throws {
        let platform = try Installation()
        let server = try GitServer(at: platform.gateway)
        try platform.create("shop")
        try open(platform, server)
        let folder = platform.root.path + "/made-elsewhere"
        let programs = ClassicBuildpacks.second.merging(["bin/compile": "echo from an archive > $1/said\n"]) { $1 }
        try ClassicBuildpacks.write(programs, to: folder)
        try server.publish(folder: folder, asArchive: "second.tgz")
        let base = "https://\(platform.gateway):\(server.port)"
        try platform.renga("buildpacks:set", "\(base)/second.tgz", "-a", "shop").check()
        let app = try SampleApp(Self.noStep)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["Using buildpack: \(base)/second.tgz", "Fetching the buildpack", "with the checksum ", "Second app detected"]
        )
        #expect(try platform.inDyno("shop", "cat said") == "from an archive\n")
        try platform.reconfigure("\"\(base)/\": \"\(base)/\"", to: "\"\(base)/\": \"https://127.0.0.1:9/\"")
        try app.commit(["kept": "y"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["counts", "Second app detected"])
        // The kernel takes a moment beside other builds.
        try eventually("nothing of the build is left") { try platform.buildLeftovers().isEmpty }
    }

    @Test func `from a folder: every way to fail rejects the push with its reason`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let folder = platform.root.buildpacks + "/mine"
        try ClassicBuildpacks.write(["bin/compile": "echo compiling; echo oops >&2; exit 3\n"], to: folder)
        expect(
            try platform.renga("buildpacks:set", "mine", "-a", "shop").check(),
            has: ["Buildpack set. Next release on ⬢ shop will use mine."]
        )
        let app = try SampleApp(Self.noStep)
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: [
                "Using buildpack: mine", "from buildpacks/mine/ of the installation", "mine app detected", "compiling", "oops",
                "Push rejected, failed to compile mine app.", "bin/compile of mine ended with status 3",
            ]
        )
        try ClassicBuildpacks.write(["bin/detect": "echo not of mine >&2; exit 1\n"], to: folder)
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: ["not of mine", "App not compatible with buildpack: mine", "bin/detect of mine ended with status 1"]
        )
        try ClassicBuildpacks.write(["bin/detect": "echo Mine\n", "bin/compile": "true\n", "bin/release": "exit 4\n"], to: folder)
        try platform.expectFirstRefusal(
            of: app,
            to: "shop",
            saying: ["Mine app detected", "failed to compile Mine app.", "bin/release of mine ended with status 4"]
        )
        try ClassicBuildpacks.write(["bin/release": "echo 'default_process_types: [web]'\n"], to: folder)
        try platform.expectFirstRefusal(of: app, to: "shop", saying: ["what bin/release of mine prints cannot be used"])
        // What it leaves in place of what root reads is not followed.
        for bad in ["ln -s /etc/shadow $root/export", "mkdir $root/export", "head -c 300000 /dev/zero > $root/export"] {
            let compile = "root=$(cd \"$(dirname \"$0\")/..\" && pwd)\n\(bad)\n"
            try ClassicBuildpacks.write(["bin/release": "true\n", "bin/compile": compile], to: folder)
            try platform.expectFirstRefusal(of: app, to: "shop", saying: ["the buildpack mine: its `export` cannot be read"])
        }
        // It may write a Procfile, as Heroku's for Go does.
        try ClassicBuildpacks.write(["bin/compile": "echo 'web: exec python3 server.py' > $1/Procfile\n"], to: folder)
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Procfile declares types -> web"])
        #expect(try platform.inDyno("shop", "cat Procfile") == "web: exec python3 server.py\n")
        // The kernel takes a moment beside other builds.
        try eventually("nothing of the build is left") { try platform.buildLeftovers().isEmpty }
    }

    @Test(arguments: [Processes.Part.builder, .receivePack])
    func `killed while one compiles, a build leaves nothing, and the same commit is taken`(_ victim: Processes.Part) throws {
        let platform = try Installation()
        let app = try platform.serving("shop")
        let folder = platform.root.buildpacks + "/mine"
        let waits = "(sleep 1000 & sleep 1000 | sleep 1000) &\nmkdir -p $2/half /app/half; echo in the middle\nsleep 1000\n"
        try ClassicBuildpacks.write(["bin/compile": waits], to: folder)
        try platform.renga("buildpacks:set", "mine", "-a", "shop").check()
        try app.commit(["message": "two"])
        let push = try BackgroundPush(platform, app, to: "shop")
        try push.wait(for: "in the middle")
        #expect(try platform.buildLeftovers() != [], "nothing is seen of a build that runs")
        #expect(try platform.processes.kill(victim) > 0)
        #expect(try !push.finish().status.isSuccess)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try platform.get("shop") == (200, "one"))
        try ClassicBuildpacks.write(["bin/compile": "echo 'web: exec python3 server.py' > $1/Procfile\n"], to: folder)
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test(arguments: [Processes.Part.builder, .receivePack])
    func `killed while one is fetched, a build leaves nothing, and the same commit is taken`(_ victim: Processes.Part) throws {
        let platform = try Installation()
        let server = try GitServer(at: platform.gateway)
        let app = try platform.serving("shop")
        try open(platform, server)
        let folder = platform.root.path + "/made-elsewhere"
        try ClassicBuildpacks.write(["bin/compile": "echo 'web: exec python3 server.py' > $1/Procfile\n"], to: folder)
        try server.publish(folder: folder, asArchive: "slow.tgz")
        try platform.renga("buildpacks:set", "https://\(platform.gateway):\(server.port)/slow.tgz", "-a", "shop").check()
        try app.commit(["message": "two"])
        server.pause(true)
        let push = try BackgroundPush(platform, app, to: "shop")
        // Nothing is said before it is known what there is to fetch.
        try eventually("it is asked for") { try !platform.buildLeftovers().isEmpty }
        #expect(try platform.processes.kill(victim) > 0)
        #expect(try !push.finish().status.isSuccess)
        try platform.settle()
        try platform.expectNoLeftovers(dynos: 1)
        try platform.expectNoBuildLeft()
        #expect(try platform.get("shop") == (200, "one"))
        server.pause(false)
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }

    @Test func `before buildpacks of ours: these see what they left and exported`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try ClassicBuildpacks.write(ClassicBuildpacks.first, to: platform.root.buildpacks + "/mine")
        // One that writes no `export`, since its repository has it, and that says nothing in a document that is there.
        try ClassicBuildpacks.write(ClassicBuildpacks.shipped, to: platform.root.buildpacks + "/shipped")
        try platform.renga("config:set", "TOKEN=one\ntwo\n\n", "-a", "shop").check()
        let app = try SampleApps.shell([
            "renga.yml": "buildpacks: [mine, shipped, script]\n"
                + SampleApps.step("echo \"$(tool), $FROM_FIRST, $SHIPPED, $(ls -d .profile.d)\"; echo built > built", "caches: []")
        ])
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: ["First app detected", "Testing (first build)", "tool of first, said by first, of its repository, .profile.d"]
        )
        #expect(try platform.inDyno("shop", "cat built; echo $ORDER; /app/bin/tool") == "built\nfirst last\ntool of first\n")
        // Of app.json's list and of `.buildpacks` the names are the same.
        try app.commit(["renga.yml": nil, ".buildpacks": "mine\nscript\n", "Procfile": "web: exec python3 server.py\n"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["1. mine", "2. script", "Script app detected", "First app detected"])
        expect(try platform.renga("buildpacks", "-a", "shop").check(), has: ["=== ⬢ shop Buildpacks", "1. mine", "2. script"])
        // Cleared, and found anew: that one stays.
        try app.commit([".buildpacks": nil])
        try platform.renga("buildpacks:clear", "-a", "shop").check()
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Script app detected"])
        expect(try platform.renga("buildpacks", "-a", "shop").check(), has: ["=== ⬢ shop Buildpack\n\nscript"])
    }

    @Test func `after buildpacks of ours: they see what these left and exported; programs without their bit run as well`() throws {
        let ours = """
            name: Ours
            detect: {file: server.py}
            env: {OUR_TOOL: /app/tools/ours, OUR_WORD: said by ours}
            steps:
              - name: Making a tool
                inputs: []
                run: mkdir tools; printf '#!/bin/sh\\necho tool of ours\\n' > tools/ours; chmod +x tools/ours

            """
        let platform = try Installation(buildpacks: ["ours": ours])
        try platform.create("shop")
        let compile = "echo \"       $($OUR_TOOL), $OUR_WORD, ${OUR_TOOL:0:11}\"; $OUR_TOOL > $1/seen\n"
        let programs = [
            "bin/detect": "echo Mine\n", "bin/compile": compile,
            "bin/release": "echo 'default_process_types: {web: exec python3 server.py}'\n",
        ]
        try ClassicBuildpacks.write(programs, to: platform.root.buildpacks + "/mine", mode: 0o644)
        try platform.renga("buildpacks:set", "ours", "-a", "shop").check()
        try platform.renga("buildpacks:add", "mine", "-a", "shop").check()
        let app = try SampleApp(Self.noStep)
        expect(
            try platform.expectDeploy(of: app, to: "shop"),
            has: [
                "1. ours", "2. mine", "Mine app detected", "       tool of ours, said by ours, /tmp/build_",
                "Default types for buildpack -> web",
            ]
        )
        #expect(try platform.inDyno("shop", "cat seen; $OUR_TOOL; stat -c %a server.py") == "tool of ours\ntool of ours\n644\n")
    }

    @Test func `of the two shapes that most apps have: the app's own programs, and packages of an Aptfile with repositories`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try ClassicBuildpacks.write(ClassicBuildpacks.inline, to: platform.root.buildpacks + "/inline")
        try ClassicBuildpacks.write(ClassicBuildpacks.packages, to: platform.root.buildpacks + "/my-apt")
        try platform.renga("buildpacks:set", "my-apt", "-a", "shop").check()
        try platform.renga("buildpacks:add", "inline", "-a", "shop").check()
        let app = try SampleApp(Self.noStep.merging(["Aptfile": ":repo:deb https://example.com/debian stable main\ngreeter\n"]) { $1 })
        try ClassicBuildpacks.write(
            [
                "bin/detect": "echo \"Own programs\"\n", "bin/compile": "greeter > $1/said; test -d $3\n",
                "bin/release": "echo 'default_process_types: {web: exec python3 server.py}'\n",
            ],
            to: app.directory
        )
        try app.commit([:])
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(
            text,
            has: [
                "Packages app detected", "repository deb https://example.com/debian stable main", "installed greeter",
                "Own programs app detected", "Default types for buildpack -> web",
            ]
        )
        #expect(!text.contains("not taken") && !text.contains("once for all apps: greeter"), "\(text)")
        #expect(try platform.inDyno("shop", "cat said; greeter") == "said by greeter\nsaid by greeter\n")
    }
}
