import Glibc
import Ledger
import Linux
import Model
import Sandbox
import Testing

/// A disk of one installation's own that fills up. The layers, which all tests share, are elsewhere.
@Suite("A full disk") struct DiskTests {
    private static let cached = "inputs: []\n    caches: [keep]"

    @Test func `refuses a push early and with its figures, says what is full and what can go, and is forgotten afterwards`() throws {
        let platform = try Installation("disk: {floor_bytes: 60 MB, floor_files: 100}\n", megabytes: 200)
        let app = try platform.serving("shop")
        try app.commit(["message": "two"])
        try platform.leave(megabytes: 40)
        let refused = try platform.push(app, to: "shop")
        #expect(!refused.status.isSuccess)
        expect(
            refused.text,
            has: ["the disk is nearly full: this push needs about 1", "is free, 60.0M must stay free", "what can go:"]
        )
        // As whoever pushes can call them.
        let ssh = "ssh ssh://root@127.0.0.1:\(platform.sshPort)"
        expect(refused.text, has: ["`\(ssh) builds:cache:purge -a shop`", "`\(ssh) store:gc`"])
        #expect(!refused.text.contains("rm -r") && !refused.text.contains("destroy"), "\(refused.text)")
        #expect(try platform.get("shop") == (200, "one"))

        try platform.leave(megabytes: 0)
        let set = try platform.renga("config:set", "-a", "shop", "KEY=value")
        #expect(!set.status.isSuccess)
        expect(set.text, has: ["the disk is full: ", "MB are free on \(platform.root.path)", "what can go"])
        #expect(!set.text.contains("$PORT"), "\(set.text)")
        #expect(try platform.get("shop") == (200, "one"))

        try platform.clearDisk()
        try platform.renga("config:set", "-a", "shop", "KEY=value").check()
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
        try platform.settle()
    }

    @Test func `stops the dyno that grows before the ledger is hurt`() throws {
        let platform = try Installation("disk: {floor_bytes: 60 MB, floor_files: 100}\n", megabytes: 250)
        let fills = "web: exec python3 server.py\nfill: while dd if=/dev/zero of=/tmp/f$((n++)) bs=1M count=4; do sleep 0.2; done\n"
        _ = try platform.serving("shop", ["Procfile": fills])
        try platform.renga("ps:scale", "fill=1", "-a", "shop").check()
        try eventually("the dyno that grows is stopped, and says why", seconds: 60) {
            try platform.renga("logs", "-a", "shop", "-n", "10000").check().contains("heroku[fill.1]: Disk full: ")
        }
        let log = try platform.renga("logs", "-a", "shop", "-n", "10000").check()
        #expect(!log.contains("heroku[web.1]: Disk full"), "\(log)")
        #expect(log.contains("is free, 60.0M has to stay free"), "\(log)")
        try platform.renga("ps:scale", "fill=0", "-a", "shop").check()
        try eventually("its files are gone") { try Files.space(at: platform.root.path).freeBytes > 60 << 20 }
        try platform.renga("config:set", "-a", "shop", "KEY=value").check()
        #expect(try platform.get("shop", "/env/KEY") == (200, "value"))
    }

    @Test func `lines that could not be written are counted`() throws {
        let platform = try Installation("disk: {floor_bytes: 1, floor_files: 1}\n", megabytes: 200)
        let prints = "web: exec python3 server.py\nchat: while :; do printf 'said %0200d\\n' $((n++)); sleep 0.002; done\n"
        _ = try platform.serving("shop", ["Procfile": prints])
        try platform.renga("ps:scale", "chat=1", "-a", "shop").check()
        func log() throws -> String { try platform.renga("logs", "-a", "shop", "-d", "chat.1", "-n", "10000").check() }
        func printed() throws -> Int64 {
            let name = try #require(Files.list(platform.root.dynos).first { $0.hasPrefix("shop.chat.1.") })
            let supervised = try #require(try Supervised.find(platform.root.dynos + "/" + name), "\(name)")
            return try #require(OutputTraffic(of: supervised.conmon)).read
        }
        // What is said of its start has its command, which says so as well.
        try eventually("it prints") { try log().contains("app[chat.1]: said") }
        try platform.leave(megabytes: 0)
        let before = try printed()
        // More than what may be under way.
        try eventually("it goes on printing", seconds: 60) { try printed() - before > 256 << 10 }
        #expect(try !log().contains("messages dropped"))
        try platform.clearDisk()
        try eventually("it is said how many were lost") { try log().contains("Error L12 (output buffer overflow): about ") }
    }

    @Test func `a cache counts against what a build may write, and begins anew where it was too much`() throws {
        let platform = try Installation("build: {disk_bytes_max: 64 MB}\n")
        let app = try platform.serving("shop")
        // 251 MB in files that each are within the limit, and quicker than a look comes.
        let step = "for i in {1..5}; do head -c 52000000 /dev/zero > \"$CACHE_DIR/keep/$i\"; done"
        try app.commit(["renga.yml": SampleApps.step(step, Self.cached)])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["wrote more than a build may (64.0M)", "was in its caches, which begin anew", "build.disk_bytes_max"]
        )
        #expect(try Files.list(platform.root.caches + "/shop").filter { !$0.hasPrefix(".") } == [])
        try app.commit(["renga.yml": SampleApps.step("head -c 20000000 /dev/zero > \"$CACHE_DIR/keep/1\"", Self.cached)])
        try platform.expectDeploy(of: app, to: "shop")
    }

    @Test func `fills up in a classic buildpack beside another: nothing has changed, and a purged cache is the way out`() throws {
        let platform = try Installation("disk: {floor_bytes: 60 MB, floor_files: 100}\n", megabytes: 250)
        let app = try platform.serving("shop")
        let compile = """
            cd "$2"
            n=0; while [ -e "$1/fill" ]; do n=$((n + 1)); head -c 4000000 /dev/zero > $n; sleep 0.2; done
            echo compiled

            """
        try ClassicBuildpacks.write(["bin/compile": compile], to: platform.root.buildpacks + "/mine")
        try platform.renga("buildpacks:set", "mine", "-a", "shop").check()
        try platform.renga("buildpacks:add", "script", "-a", "shop").check()
        try app.commit(["message": "two", "fill": ""])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["mine app detected", "disk is full", "Push rejected: nothing has changed, v3 goes on serving"]
        )
        try platform.expectNoBuildLeft()
        // Its cache is where all went.
        try app.commit(["fill": nil])
        expect(try platform.push(app, to: "shop").text, has: ["the disk is nearly full", "what can go:", "builds:cache:purge -a shop"])
        expect(try platform.ssh("builds:cache:purge", "-a", "shop").check(), has: ["done, "])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["compiled"])
        #expect(try platform.get("shop") == (200, "two"))
        try platform.settle()
    }

    @Test func `fills up in an ordinary step: nothing has changed, nothing is left, and the same commit is taken with room`() throws {
        let platform = try Installation("disk: {floor_bytes: 60 MB, floor_files: 100}\n", megabytes: 250)
        let app = try platform.serving("shop")
        let script =
            "n=0; while [ ! -e $CACHE_DIR/keep/done ]; do n=$((n + 1)); head -c 4000000 /dev/zero > $CACHE_DIR/keep/$n; sleep 0.2; done"
        try app.commit(["message": "two", "renga.yml": SampleApps.step(script, Self.cached)])
        try platform.expectRefusal(
            of: app,
            to: "shop",
            saying: ["the step `Testing` failed because the disk is full", "Push rejected: nothing has changed, v3 goes on serving"]
        )
        try platform.expectNoBuildLeft()
        #expect(try platform.get("shop") == (200, "one"))
        try platform.ssh("builds:cache:purge", "-a", "shop").check()
        try Files.makeDirectory(platform.root.caches + "/shop/keep")
        let uid = try platform.ledger().read { try $0.existing(platform.appName("shop")).uid }
        try Command("/bin/chown", ["-R", "\(uid):\(uid)", platform.root.caches + "/shop/keep"]).check()
        try Files.replace(platform.root.caches + "/shop/keep/done", with: "")
        try platform.expectDeploy(of: app, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
        try platform.settle()
    }
}
