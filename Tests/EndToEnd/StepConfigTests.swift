import Ledger
import Linux
import Model
import Testing

/// Config vars of package managers and private repositories, in steps, keys, logs and slugs.
@Suite("Config vars in a build") struct StepConfigTests {
    private static let index = "https://bob:s3cr%40t-pw@index.example/simple"

    @Test func `reach the steps that name several at once, run nothing else again, and stand in no log and no layer`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.renga("config:set", "PIP_INDEX_URL=\(Self.index)", "NPM_TOKEN=npm-t0ken-value", "LATER=one", "-a", "shop").check()
        // What is to be hidden stands nowhere in the script, which is part of the slug.
        let script = """
            p=${PIP_INDEX_URL#*bob:}; p=${p%@*}; plain=$(printf '%b' "${p//%/\\\\x}")
            echo "sees $(env | grep -c -e ^PIP_ -e ^NPM_ -e ^LATER)"
            echo "index $PIP_INDEX_URL and $plain"
            printf 'half %s' "${p:0:4}"; sleep 0.1; printf '%s done\\n' "${p:4}"
            printf '%20000s' | tr ' ' x; printf '%s' "$plain"; printf '%20000s\\n' | tr ' ' y
            test -z "${NPM_TOKEN-}"
            """
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script, "inputs: []\n    config: [\"PIP_*\"]")])
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: ["       sees 1", "index [PIP_INDEX_URL] and [PIP_INDEX_URL]", "half [PIP_INDEX_URL] done", "x[PIP_INDEX_URL]y"])
        #expect(!text.contains("s3cr"))
        #expect(!(try Files.text(platform.root.buildLog(platform.appName("shop"), 1))).contains("s3cr"))
        try platform.renga("config:set", "LATER=two", "-a", "shop").check()
        try app.commit(["message": "two"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Using cached: Testing"])
        try platform.renga("config:set", "PIP_EXTRA_INDEX_URL=https://x.example/simple", "-a", "shop").check()
        try app.commit(["message": "three"])
        expect(try platform.expectDeploy(of: app, to: "shop"), has: ["Testing (the config var PIP_EXTRA_INDEX_URL is new)"])
        for place in [platform.root.layers, platform.root.slugs, platform.root.buildLogs] {
            let found = try Command("/bin/grep", ["-rlF", "-e", "s3cr", "-e", "npm-t0ken", place]).run()
            #expect(found.text.isEmpty, "\(found.text)")
        }
    }

    @Test func `let git into private repositories, over https and by a key`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.renga("config:set", "GIT_CRED__HTTPS__GIT__EXAMPLE=bob:hunter22", "GIT_SSH_KEY=-----BEGIN\\nAAAA", "-a", "shop")
            .check()
        let script = """
            printf 'url=https://git.example/a.git\\n\\n' | git credential fill
            ssh -V 2>&1 | cut -c1-7
            test -n "$GIT_SSH_COMMAND"
            eval "$GIT_SSH_COMMAND git@127.0.0.1 true" >/dev/null 2>&1 || true
            echo "of the key $(ls -A /tmp | wc -l) are left"
            """
        let app = try SampleApps.web("one", ["renga.yml": SampleApps.step(script, "inputs: []\n    network: true")])
        let text = try platform.expectDeploy(of: app, to: "shop")
        expect(text, has: ["username=bob", "password=[GIT_CRED__HTTPS__GIT__EXAMPLE]", "OpenSSH", "of the key 0 are left"])
    }
}
