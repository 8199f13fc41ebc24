/// Parts 1.5 to 1.8: dynos, one-off dynos, logs, config vars and releases.
enum DailyRunning {
    private static let host = "ssh git@apps.example.com"

    static let dynos: [DailyRow] = [
        .ssh("1.5", "ps of a type", "ps web -a flasky", 0, ["web.1: up"], not: ["worker.1"]),
        .ssh("1.5", "ps of a dyno", "ps worker.1 -a flasky", 0, ["worker.1: up"], not: ["web.1"]),
        .ssh(
            "1.5",
            "where nothing was pushed",
            "ps -a empty",
            0,
            ["Nothing was pushed to empty yet.", "git push heroku main"],
            not: ["ps:scale"]
        ),
        .ssh("1.5", "below 0", "ps:scale web-5 -a flasky", 2, ["`web-5` would be -4: web is at 1", "\(host) ps:scale web=0 -a flasky"]),
        .ssh("1.5", "twice", "ps:scale web=1 web=2 -a flasky", 2, ["`web` is scaled twice: `web=1` and `web=2`"]),
        .ssh("1.5", "sizes", "ps:scale web=2:standard-1x -a flasky", 0, ["now running web at 2:standard-1x"]),
        .ssh("1.5", "a type that is nearly one", "ps:scale wbe=1 -a flasky", 20, ["did you mean `web`?"]),
        .ssh("1.5", "restart", "ps:restart -a flasky", 0, ["Restarting ⬢ flasky... done", "without a gap"]),
        .ssh("1.5", "restart", "restart -a flasky", 0, ["without a gap"]),
        .ssh("1.5", "restart of one", "ps:restart web.1 -a flasky", 0, ["Restarting web.1 of ⬢ flasky... done"]),
        .ssh("2.2", "restart of none", "ps:restart web.7 -a flasky", 20, ["`flasky` has no dyno `web.7`: there are web.1"]),
        .ssh(
            "2.2",
            "stop",
            "ps:stop web.1 -a flasky",
            0,
            ["Stopping web.1... done; a new web.1 starts in its place (to run fewer: \(host) ps:scale web=0"]
        ),
        .ssh("1.5", "kill", "ps:kill web.1 -a flasky", 0, ["Stopping web.1... done"]),
        .ssh("2.12", "stop and kill in one word", "stop web.1 -a flasky", 0, ["Stopping web.1... done"]),
        .ssh("2.12", "stop and kill in one word", "kill web.1 -a flasky", 0, ["Stopping web.1... done"]),
        .ssh("1.5", "wait", "ps:wait -a flasky", 0, ["up ("]),
        .ssh("1.5", "Heroku's option of wait", "ps:wait --type web -a flasky", 0, ["up ("]),
        .ssh("1.5", "Heroku's option of wait", "ps:wait -t web -a flasky", 0, ["up ("]),
        .ssh("1.5", "type", "ps:type -a flasky", 0, ["=== web: 512 MB × 1", "=== worker: 512 MB × 0"]),
        .ssh("2.9", "a retired size", "ps:type web=hobby -a flasky", 2, ["`hobby` is no size of a dyno any more", "`basic`"]),
        .ssh("2.9", "a retired size", "ps:type free -a flasky", 2, ["its place has `eco`"]),
        .ssh("2.9", "a retired size", "ps:scale web=1:standard -a flasky", 2, ["its place has `standard-1x`"]),
        .ssh("2.9", "type", "ps:type web=1GB -a flasky", 0, ["done"]),
        .ssh("1.10", "a dyno's memory", "ps:resize worker=standard-2x -a flasky", 0, ["done"]),
    ]

    static let missing: [DailyRow] =
        ["ps:copy", "ps:report", "ps:inspect", "ps:start"].map {
            DailyRow.ssh(
                "1.5",
                "what is not there says what is",
                "\($0) -a flasky",
                2,
                ["there is no command `\($0)`: ", "\(host.prefix(3))"]
            )
        }

    /// Dokku's form, the app first.
    static let appFirst: [DailyRow] = [
        .ssh("1.5", "Dokku's form", "ps flasky", 0, ["web.1: up"]),
        .ssh("1.5", "Dokku's form", "ps:scale flasky web=2", 0, ["now running web at 2"]),
        .ssh("1.5", "Dokku's form", "config:set flasky G=1", 0, ["Setting G and restarting ⬢ flasky... done"]),
        .ssh("1.5", "Dokku's form", "config:get flasky GREETING", 0, ["monde"]),
        .ssh("1.5", "Dokku's form", "config:unset flasky A", 0, ["Unsetting A and restarting ⬢ flasky... done"]),
        .ssh("1.5", "Dokku's form", "config flasky", 0, ["GREETING"]),
        .ssh("1.5", "Dokku's form", "domains:add flasky www.example.org", 0, ["www.example.org to ⬢ flasky... done"]),
        .ssh("1.5", "Dokku's form", "domains flasky", 0, ["flasky"]),
        .ssh("1.5", "Dokku's form", "rollback flasky v1", 21, ["v1 is what `flasky` runs"], not: ["does not take"]),
        .ssh("1.5", "Dokku's form", "releases flasky", 0, ["v1"]),
        .ssh("1.5", "Dokku's form", "logs flasky", 0, []),
        .ssh("1.5", "Dokku's form", "certs flasky", 0, ["flasky"]),
        .ssh("1.5", "Dokku's form", "maintenance:on flasky", 0, ["maintenance mode for ⬢ flasky... done"]),
        .ssh("1.5", "Dokku's form", "builds flasky", 0, ["flasky"]),
        .ssh("1.5", "no app of that name", "logs nosuch", 2, ["an app is named by an option: --app nosuch"]),
        .ssh("1.5", "no app of that name", "config:set nosuch G=1", 2, ["`nosuch` has no value"]),
        .ssh("3", "a type without a number", "ps:scale web -a flasky", 2, ["`web` says no number", "write web=2, web+1 or web-1"]),
    ]

    static let logs: [DailyRow] = [
        .ssh("1.7", "options that one tries", "logs --since 5m -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs --until now -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs --grep x -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs -f -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs --follow -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs --lines 2 -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs --no-color -a flasky", 0, []),
        .ssh("1.7", "options that one tries", "logs --force-colors -a flasky", 0, []),
        .ssh("1.7", "words that one tries", "logs:failed -a flasky", 2, ["there is no command `logs:failed`: ", "builds:output"]),
        .ssh("1.7", "options that one tries", "logs --failed -a flasky", 2, ["\(host) builds:output"]),
        .ssh("1.7", "words that one tries", "tail -a flasky", 2, ["there is no command `tail`: ", "\(host) logs --tail -a APP"]),
        .ssh("1.7", "a dyno as a word", "logs web.1 -a flasky", 2, ["a dyno is named by an option: -d web.1"]),
        .ssh("1.7", "a process type as a word", "logs web -a flasky", 2, ["--app web; a process type: -p web"]),
        .ssh("3", "a number", "logs -n 0 -a flasky", 2, ["`--num` takes 1 to 10000, not `0`"]),
    ]

    static let config: [DailyRow] = [
        .ssh("1.8", "quotes that ssh took", "config:set C=two words -a flasky", 2, ["`words` has no value", "C='two words'", "ssh"]),
        .ssh("1.8", "quotes that ssh took", "config:set C=a b=c -a flasky", 2, ["C='a b=c'"], not: ["done"]),
        .ssh("1.8", "a value without a name", "config:set =x -a flasky", 2, ["`=x` names no config var"], not: ["no value"]),
        .ssh("1.8", "a name that is not set", "config:get GREETNG -a flasky", 20, ["is not set on `flasky`", "did you mean `GREETING`?"]),
        .ssh("1.8", "-j", "config -j -a flasky", 0, [#""GREETING":"monde""#]),
        .ssh("1.8", "Heroku's JSON", "config:get GREETING --json -a flasky", 0, [#""key":"GREETING","value":"monde""#]),
        .ssh("1.8", "from standard input", "config:set CERT=- -a flasky", 0, ["Setting CERT and restarting"]).with { $0.input = "pem\n" },
        .ssh("1.8", "a file", "config:set --file - -a flasky", 0, ["Setting B and restarting"]).with { $0.input = "B=2\n" },
        .ssh("1.8", "a file", "config:set --env-file x.env -a flasky", 23, ["config:set --file - < x.env"]),
        .ssh("1.8", "one that is not set", "config:unset A NONE -a flasky", 0, ["`NONE` is not set"]),
        .ssh("1.8", "a release that cannot run", "rollback v99 -a flasky", 20, ["there is no v99 of `flasky`: the newest is v1"]),
        .ssh("1.8", "releases", "releases:info -a flasky", 0, ["v1"]),
        .ssh("1.8", "releases", "releases v1 -a flasky", 0, ["v1"]),
        .ssh("1.8", "releases", "releases:output v1 -a flasky", 20, ["v1"], not: ["no command"]),
        .ssh("1.8", "releases", "releases:retry -a flasky", 2, ["nothing has changed", "builds:create"]),
    ]
}
